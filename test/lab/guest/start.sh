# Makes of the mounted system a running one, and stays as its first process. The LAB_ variables are from the kernel's
# command line: what it does not know itself it hands to the first program.

# Where this fails, its first process ends, and the kernel panics.
set -e
export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/criu/$LAB_CRIU"
export HOME=/root LANG=C.UTF-8 CRIUD_CRIU="/opt/criu/$LAB_CRIU/criu"

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
hostname "$LAB_HOST"

# What CRIU asks the kernel about, as modules in Debian's kernels, and the network's drivers.
modprobe -a virtio_pci virtio_net unix_diag inet_diag tcp_diag udp_diag raw_diag af_packet_diag netlink_diag nf_tables tun veth

ip link set lo up
ip address add "$LAB_ADDRESS/24" dev eth0
ip link set eth0 up
# Only the person or the test that looks after this guest is at the other end of this one.
ip link set eth1 name control
ip address add 10.0.2.15/24 dev control
ip link set control up

# A tree keeps its pids when it is restored on another guest, so no two guests number their own processes alike.
echo 4194304 > /proc/sys/kernel/pid_max
echo "$LAB_FIRST_PID" > /proc/sys/kernel/ns_last_pid
# A crash ends the guest, and with it whatever waits for an answer of this guest.
echo 1 > /proc/sys/kernel/panic_on_oops

node /lab/agent.mjs 7000 < /dev/null &
# Waiting for one child, bash reaps every orphan in the moment in which it ends.
wait $! || true
echo "lab: the agent has ended"
busybox poweroff -f
