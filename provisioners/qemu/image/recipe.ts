/** A file that the image gets besides its packages. */
export interface ImageFile {
  /** From the image's root, without the leading slash. */
  readonly path: string;
  readonly mode: number;
  readonly content: string;
}

/** What the image is made from besides Debian's essential packages. */
const packages = [
  "systemd-sysv",
  "udev",
  "dbus",
  "openssh-server",
  "containerd",
  "runc",
  "containernetworking-plugins",
  "iproute2",
  "iptables",
  "ethtool",
  "kmod",
  // Ansible's modules are written in it.
  "python3",
  "conntrack",
  "socat",
  // The network's delay and rate are measured with these.
  "iputils-ping",
  "iperf3",
  "linux-image-cloud-amd64",
  "initramfs-tools",
  "zstd",
] as const;

/** Files that a machine which lives for one run has no use for. */
const leftOut = [
  "/usr/share/doc/*",
  "/usr/share/man/*",
  "/usr/share/info/*",
  "/usr/share/locale/*",
  // Of the initial file system: its drivers are named below, and the kernel makes the disk's device itself.
  "/usr/share/initramfs-tools/hooks/udev",
  "/usr/share/initramfs-tools/scripts/init-top/udev",
  "/usr/share/initramfs-tools/scripts/init-bottom/udev",
] as const;

/** Services that only take the processor from what is measured, or wait for what never comes. */
const masked = [
  "apt-daily.timer",
  "apt-daily-upgrade.timer",
  "dpkg-db-backup.timer",
  "e2scrub_all.timer",
  "e2scrub_reap.service",
  "fstrim.timer",
  "systemd-pstore.service",
  "systemd-random-seed.service",
  "systemd-networkd-wait-online.service",
  "getty@tty1.service",
  "serial-getty@ttyS0.service",
  "systemd-binfmt.service",
  "proc-sys-fs-binfmt_misc.automount",
  // Each loads a driver that no machine of a run has a use for, and everything waits for it.
  "modprobe@dm_mod.service",
  "modprobe@drm.service",
  "modprobe@fuse.service",
  "modprobe@loop.service",
  "modprobe@configfs.service",
  "sys-fs-fuse-connections.mount",
  "sys-kernel-config.mount",
  "sys-kernel-debug.mount",
  "sys-kernel-tracing.mount",
] as const;

/** Programs that make units at each start and each reading of them, for what these machines do not have. */
const maskedGenerators = [
  "systemd-bless-boot-generator",
  "systemd-cryptsetup-generator",
  "systemd-debug-generator",
  "systemd-getty-generator",
  "systemd-gpt-auto-generator",
  "systemd-hibernate-resume-generator",
  "systemd-integritysetup-generator",
  "systemd-rc-local-generator",
  "systemd-system-update-generator",
  "systemd-sysv-generator",
  "systemd-veritysetup-generator",
] as const;

/** Services that their packages would start; each run starts them with configuration of its own. */
const disabled = [{ unit: "containerd.service", by: "multi-user.target" }] as const;

/** Services that the image starts by itself, with the unit that wants each. */
const enabled = [
  { unit: "systemd-networkd.service", by: "multi-user.target" },
  { unit: "systemd-network-generator.service", by: "sysinit.target" },
  { unit: "ssh.service", by: "multi-user.target" },
] as const;

/** All that a virtual machine of QEMU needs before its disk is there. */
const bootModules = ["virtio_pci", "virtio_blk", "virtio_net", "ext4"];

/** Configuration that packages read while they are being installed. */
const filesBefore: readonly ImageFile[] = [
  { path: "etc/initramfs-tools/conf.d/columbo", mode: 0o644, content: "MODULES=list\nCOMPRESS=zstd\n" },
  {
    path: "usr/share/initramfs-tools/modules.d/columbo",
    mode: 0o644,
    content: `${bootModules.join("\n")}\n`,
  },
];

/** Drivers that the processor's features and the mainboard would bring in: nothing here asks the kernel for them. */
const unwantedModules = [
  "kvm",
  "kvm_amd",
  "kvm_intel",
  "powernow_k8",
  "aesni_intel",
  "ghash_clmulni_intel",
  "sha1_ssse3",
  "sha256_ssse3",
  "sha512_ssse3",
  "crct10dif_pclmul",
  "crc32_pclmul",
  "evdev",
  "serio_raw",
] as const;

/** Configuration of the finished system. */
const filesAfter: readonly ImageFile[] = [
  // Empty: each machine gives itself one when it first starts.
  { path: "etc/machine-id", mode: 0o444, content: "" },
  { path: "etc/fstab", mode: 0o644, content: "" },
  { path: "etc/modules-load.d/columbo.conf", mode: 0o644, content: "overlay\nbr_netfilter\n" },
  {
    path: "etc/modprobe.d/columbo.conf",
    mode: 0o644,
    content: unwantedModules.map((name) => `blacklist ${name}\n`).join(""),
  },
  {
    path: "etc/sysctl.d/90-columbo.conf",
    mode: 0o644,
    content: "net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n",
  },
  {
    path: "etc/ssh/sshd_config.d/columbo.conf",
    mode: 0o600,
    // One key is known before the start; name servers are not there to be asked.
    content:
      "HostKey /etc/ssh/ssh_host_ed25519_key\nUseDNS no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\nMaxSessions 64\nMaxStartups 64\n",
  },
  {
    path: "etc/systemd/journald.conf.d/columbo.conf",
    mode: 0o644,
    content: "[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\n",
  },
];

/** All of it: the key of an image is made from this, so that nothing can be left out there. */
export const recipe = {
  packages,
  leftOut,
  masked,
  maskedGenerators,
  disabled,
  enabled,
  filesBefore,
  filesAfter,
} as const;
