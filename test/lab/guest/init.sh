#!/bin/busybox sh
# The first program of a guest. It runs from the initrd, which has the modules for the disks in the order in which they are
# to be loaded.

set -e
busybox mkdir -p /proc /dev /root
busybox mount -t proc proc /proc
busybox mount -t devtmpfs devtmpfs /dev
for module in /modules/*; do busybox insmod "$module"; done

# Nothing is written to the disk before the guest is told who it is: a snapshot has memory only.
busybox mount -t ext4 -o ro,noatime /dev/vda /root
busybox mount -t tmpfs tmpfs /root/lab
busybox cp -r /lab/. /root/lab
busybox umount /proc
busybox mount --move /dev /root/dev
exec busybox switch_root /root /bin/bash /lab/start.sh
