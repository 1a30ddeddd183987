#!/usr/bin/env python3
"""Migrates a tree with its TCP connections, and moves their address at the one moment at which neither host has the tree
running: it is dead on the first host, built on the other, and its connections are locked on both.

    move_with_address.py ADDRESS PID DESTINATION LEAVE ARRIVE

LEAVE and ARRIVE are commands of the shell: what takes the address from the first host, and what brings it to the other
one and tells the network so, such as

    'ip addr del 10.0.0.50/24 dev eth0'
    'ssh other "ip addr add 10.0.0.50/24 dev eth0; ip addr del 10.0.0.50/32 dev lo; arping -U -c 1 -I eth0 10.0.0.50"'

CRIU binds the connections before that, so the other host must know the address without answering for it:

    sysctl -w net.ipv4.conf.all.arp_ignore=1; ip addr add 10.0.0.50/32 dev lo

What the package needs is told in dump_and_restore.py.
"""

import subprocess
import sys

import grpc
from criud.v1 import checkpoint_service_pb2 as api
from criud.v1 import hook_pb2, migration_service_pb2 as migration_api, migration_service_pb2_grpc
from criud.v1 import migration_strategy_pb2, operation_service_pb2, operation_service_pb2_grpc, options_pb2
from google.protobuf.duration_pb2 import Duration


def main(address, pid, destination, leave, arrive):
    with grpc.insecure_channel(address) as channel:
        migrations = migration_service_pb2_grpc.MigrationServiceStub(channel)
        operations = operation_service_pb2_grpc.OperationServiceStub(channel)
        request = migration_api.MigrateRequest(
            target=api.TreeTarget(pid=pid),
            destination=destination,
            # PRE_COPY is shorter for the connections, where the kernel tracks changes of memory.
            strategy=migration_strategy_pb2.MIGRATION_STRATEGY_STOP_AND_COPY,
            options=options_pb2.DumpOptions(tcp=options_pb2.TcpOptions(established=True)),
            # Should this program die, the tree runs on the other host after a minute, and the address is to be moved by hand.
            hooks=[hook_pb2.Hook(notification="handover", time_limit=Duration(seconds=60))],
        )
        name = migrations.Migrate(request).operation.name
        for response in operations.WatchOperation(operation_service_pb2.WatchOperationRequest(name=name)):
            event = response.event
            match event.WhichOneof("event"):
                case "hook_waiting":
                    subprocess.run(leave, shell=True, check=True)
                    subprocess.run(arrive, shell=True, check=True)
                    operations.AnswerHook(
                        operation_service_pb2.AnswerHookRequest(
                            name=name, hook=event.hook_waiting.hook, answer=hook_pb2.HOOK_ANSWER_PROCEED
                        )
                    )
                case "ended":
                    report(event.ended)


def report(operation):
    if operation.WhichOneof("outcome") != "migration":
        sys.exit(operation.error.message)
    blackout = operation.migration.blackout
    stood_still = blackout.seconds * 1000 + blackout.nanos // 1_000_000
    print(f"runs as process {operation.migration.pid} over there, after {stood_still} ms")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit("usage: move_with_address.py ADDRESS PID DESTINATION LEAVE ARRIVE")
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
