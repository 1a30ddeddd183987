#!/bin/busybox sh
# The first program of a guest. It runs from the initrd, which needs no modules: every kernel of the lab has the drivers of
# these disks. Only their order is the kernel's own choice, so they are found by their labels.

busybox mkdir -p /proc /dev /root
busybox mount -t proc proc /proc
busybox mount -t devtmpfs devtmpfs /dev
until system=$(busybox findfs LABEL=system) && project=$(busybox findfs LABEL=project); do
  busybox usleep 10000
done

set -e
busybox mount -t ext4 -o noatime "$system" /root
busybox mount -t ext4 -o noatime "$project" /root/project
busybox mount -t tmpfs tmpfs /root/lab
busybox cp -r /lab/. /root/lab
busybox umount /proc
busybox mount --move /dev /root/dev
exec busybox switch_root /root /bin/bash /lab/start.sh
