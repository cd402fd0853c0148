#!/usr/bin/env bash
# Installs what Columbo's own tests need beyond npm's packages: Chromium, and a font for it, as Debian packages.
# Columbo itself needs neither. Says what it does; does nothing when all is there.
set -eu

packages=()
command -v chromium >/dev/null || packages+=(chromium)
# Without a font a page has no text to lay out.
[[ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' -print -quit 2>/dev/null)" ]] ||
  packages+=(fonts-dejavu-core)

if ((${#packages[@]} == 0)); then
  echo "setup-machine: chromium and a font are installed"
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

echo "setup-machine: installing ${packages[*]} with apt-get (about 100 MB to download)"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
# A broken third-party source must not keep the packages of the others from being installed.
"${apt[@]}" update || echo "setup-machine: apt-get update failed; trying with the lists as they are" >&2
"${apt[@]}" install -y --no-install-recommends "${packages[@]}"
