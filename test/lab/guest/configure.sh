# Makes of a guest, which may go on from the memory of another one, a host of its own. The LAB_ variables say which.
set -e

date --set "@$LAB_TIME" > /dev/null
# Two guests with the same memory would take the same numbers for random, the id of their boot first of all.
python3 -ISc "
from fcntl import ioctl
RNDRESEEDCRNG = 0x5207
with open('/dev/urandom', 'wb', 0) as pool:
  pool.write(bytes.fromhex('$LAB_SEED'))
  ioctl(pool, RNDRESEEDCRNG)"

mount -o remount,rw,noatime /
mount -t ext4 -o noatime /dev/vdb /project
hostname "$LAB_HOST"
ip link set eth0 address "$LAB_HARDWARE_ADDRESS"
ip address add "$LAB_ADDRESS/24" dev eth0
ip link set eth0 up

# A tree keeps its pids when it is restored on another guest, so no two guests number their own processes alike.
echo "$LAB_FIRST_PID" > /proc/sys/kernel/ns_last_pid
