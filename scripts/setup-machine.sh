#!/usr/bin/env bash
# Installs Debian packages that npm cannot bring: for real nodes containerd, runc, CNI plugins and iproute2; for virtual
# machines QEMU, libvirt, mmdebstrap and Ansible; for Columbo's own tests Chromium with a font. Clusters of kwok or hollow
# nodes need none of them. Says what it does; does nothing when all is there.
set -eu

# Where packages put what only root uses.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

has_plugins() {
  local folder plugin
  for folder in /opt/cni/bin /usr/lib/cni /usr/libexec/cni; do
    for plugin in bridge host-local loopback; do
      [[ -x "$folder/$plugin" ]] || continue 2
    done
    return 0
  done
  return 1
}

for_tests=()
command -v chromium >/dev/null || for_tests+=(chromium)
# Without a font a page has no text to lay out.
[[ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' -print -quit 2>/dev/null)" ]] ||
  for_tests+=(fonts-dejavu-core)

# A containerd from elsewhere, Docker's for example, does as well. The service that the package starts under systemd
# is none of Columbo's: each real node has a containerd, with a socket and a state of its own.
for_nodes=()
command -v containerd >/dev/null || for_nodes+=(containerd)
command -v runc >/dev/null || for_nodes+=(runc)
has_plugins || for_nodes+=(containernetworking-plugins)
command -v ip >/dev/null || for_nodes+=(iproute2)

# Machines are made for x86-64 only. libvirt's own networks need dnsmasq; Columbo makes a bridge instead.
for_machines=()
if [[ "$(uname -m)" == x86_64 ]]; then
  command -v virsh >/dev/null || for_machines+=(libvirt-clients)
  command -v libvirtd >/dev/null || for_machines+=(libvirt-daemon-system)
  command -v qemu-system-x86_64 >/dev/null || for_machines+=(qemu-system-x86)
  command -v qemu-img >/dev/null || for_machines+=(qemu-utils)
  command -v mmdebstrap >/dev/null || for_machines+=(mmdebstrap)
  command -v mke2fs >/dev/null || for_machines+=(e2fsprogs)
  command -v ansible-playbook >/dev/null || for_machines+=(ansible-core)
  command -v ssh >/dev/null || for_machines+=(openssh-client)
  command -v genisoimage >/dev/null || for_machines+=(genisoimage)
fi

packages=("${for_tests[@]}" "${for_nodes[@]}" "${for_machines[@]}")
if ((${#packages[@]} == 0)); then
  echo "setup-machine: all packages for the tests, real nodes and virtual machines are installed"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "setup-machine: no apt-get here: install ${packages[*]} with this system's package manager" >&2
  exit 3
fi

as_root=()
if ((EUID != 0)); then
  if ! sudo -n true 2>/dev/null; then
    echo "setup-machine: not root, and no sudo without a password: run as root: apt-get install -y --no-install-recommends ${packages[*]}" >&2
    exit 3
  fi
  as_root=(sudo -n)
fi

apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
# A broken third-party source must not keep the packages of the others from being installed.
"${apt[@]}" update || echo "setup-machine: apt-get update failed; trying with the lists as they are" >&2

status=0
# One group's trouble is not the other's; and none takes another package away, as Debian's runc would Docker's.
install() {
  local use=$1
  shift
  (($# > 0)) || return 0
  echo "setup-machine: installing $* for $use with apt-get"
  "${apt[@]}" install -y --no-install-recommends --no-remove "$@" || status=3
}
install "the tests of the report (about 100 MB to download)" "${for_tests[@]}"
install "real nodes (about 35 MB to download)" "${for_nodes[@]}"
install "virtual machines (about 150 MB to download)" "${for_machines[@]}"
exit "$status"
