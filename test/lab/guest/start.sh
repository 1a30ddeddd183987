# Makes of the mounted system a running one, and stays as its first process. What it does is the same in all guests of a
# kind: it is in the snapshot from which they go on. The rest is for configure.sh.

# Where this fails, its first process ends, and the kernel panics.
set -e
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mkdir -p /dev/pts /dev/shm
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ln -sfn /proc/self/fd /dev/fd
ln -sfn fd/0 /dev/stdin
ln -sfn fd/1 /dev/stdout
ln -sfn fd/2 /dev/stderr
mkdir -p /run/lock /run/criud
install -d -o postgres -g postgres /run/postgresql

# What CRIU asks the kernel about, as modules in Debian's kernels, and the network's drivers.
modprobe -a virtio_pci virtio_net unix_diag inet_diag tcp_diag udp_diag raw_diag af_packet_diag netlink_diag nf_tables tun veth

ip link set lo up
# Only the person or the test that looks after this guest is at the other end of this one.
ip link set eth1 name control
ip address add 10.0.2.15/24 dev control
ip link set control up

# A crash ends the guest, and with it whatever waits for an answer of this guest.
echo 1 > /proc/sys/kernel/panic_on_oops
echo 4194304 > /proc/sys/kernel/pid_max

# What every guest runs first is in its memory then, and need not be read again.
python3 -ISc 'import fcntl'
cat /opt/criu/*/usr/sbin/criu > /dev/null

node /lab/agent.mjs 7000 < /dev/null &
# Waiting for one child, bash reaps every orphan in the moment in which it ends.
wait $! || true
echo "lab: the agent has ended"
busybox poweroff -f
