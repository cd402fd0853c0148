#!/usr/bin/env bash
# Starts libvirtd where no systemd does, as in a container: in the background, until it is told to end by the pid that this
# prints. A daemon that answers already is left alone. Its QEMU runs as root: as another user it could not open a
# /dev/kvm of root's, and libvirt would probe it anew for each machine, which takes more than a minute.
set -eu

PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

answers() { virsh --connect qemu:///system version --daemon >/dev/null 2>&1; }

if answers; then
  echo "start-libvirtd: it runs already" >&2
  exit 0
fi
if ((EUID != 0)); then
  echo "start-libvirtd: not root: run it as root" >&2
  exit 3
fi
command -v libvirtd >/dev/null || {
  echo "start-libvirtd: no libvirtd here: bash scripts/setup-machine.sh installs it" >&2
  exit 3
}

folder=$(mktemp -d /run/columbo-libvirt.XXXXXX)
printf 'user = "root"\ngroup = "root"\nstdio_handler = "file"\n' >"$folder/qemu.conf"
# Over the machine's own file only for this daemon: nobody else's libvirt is changed. Missing without dnsmasq, which
# Columbo does not need.
mkdir -p /var/lib/libvirt/dnsmasq
setsid unshare --mount bash -c \
  "mount --bind '$folder/qemu.conf' /etc/libvirt/qemu.conf; rm -rf '$folder'; exec libvirtd" \
  </dev/null >/dev/null 2>&1 &
pid=$!
for _ in $(seq 1 60); do
  if answers; then
    echo "$pid"
    exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
echo "start-libvirtd: libvirtd did not answer within 30 s: see what it says when started by hand" >&2
exit 3
