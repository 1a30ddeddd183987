#!/usr/bin/env python3
"""Tries a checkpoint before the tree it is of has to die: holds a dump where the tree stands still, restores a copy
with another criud, and lets the original run on whatever came of it.

    hold_and_copy.py ADDRESS STATE PID COPY_ADDRESS COPY_STATE

STATE and COPY_STATE are the state directories of the two criuds, both on this host. The other one must run in a pid
namespace of its own, where the pids of the tree are free. What the package needs is told in dump_and_restore.py.
"""

import os
import shutil
import sys

import grpc
from criud.v1 import checkpoint_service_pb2 as api
from criud.v1 import checkpoint_service_pb2_grpc, hook_pb2, operation_service_pb2, operation_service_pb2_grpc
from google.protobuf.duration_pb2 import Duration


def main(address, state, pid, copy_address, copy_state):
    with grpc.insecure_channel(address) as channel, grpc.insecure_channel(copy_address) as copy_channel:
        checkpoints = checkpoint_service_pb2_grpc.CheckpointServiceStub(channel)
        operations = operation_service_pb2_grpc.OperationServiceStub(channel)
        request = api.DumpRequest(
            target=api.TreeTarget(pid=pid),
            final_state=api.FINAL_STATE_DEAD,
            # Should this program die, nobody answers, and the tree runs on after a minute.
            hooks=[hook_pb2.Hook(notification="post-dump", time_limit=Duration(seconds=60))],
        )
        name = checkpoints.Dump(request).operation.name
        for response in operations.WatchOperation(operation_service_pb2.WatchOperationRequest(name=name)):
            event = response.event
            match event.WhichOneof("event"):
                case "hook_waiting":
                    operation = operations.GetOperation(operation_service_pb2.GetOperationRequest(name=name)).operation
                    print(f"{operation.checkpoint} is whole, and process {pid} stands still")
                    copy(operation.checkpoint, state, copy_state)
                    restored = restore(copy_channel, operation.checkpoint)
                    print(f"the copy runs as process {restored} over there")
                    operations.AnswerHook(
                        operation_service_pb2.AnswerHookRequest(
                            name=name, hook=event.hook_waiting.hook, answer=hook_pb2.HOOK_ANSWER_REFUSE
                        )
                    )
                case "ended":
                    print(f"the dump ended with: {event.ended.error.message}")


def copy(checkpoint, state, copy_state):
    """Under the name that it has there; the criud that gets it sees it whole or not at all."""
    incoming = os.path.join(copy_state, "incoming", os.path.basename(checkpoint))
    shutil.copytree(os.path.join(state, checkpoint), incoming, symlinks=True)
    os.rename(incoming, os.path.join(copy_state, checkpoint))


def restore(channel, checkpoint):
    stub = checkpoint_service_pb2_grpc.CheckpointServiceStub(channel)
    operation = stub.Restore(api.RestoreRequest(checkpoint=checkpoint, wait=Duration(seconds=60))).operation
    if operation.WhichOneof("outcome") != "restore":
        raise RuntimeError(operation.error.message or f"{operation.name} still goes on")
    return operation.restore.pid


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit("usage: hold_and_copy.py ADDRESS STATE PID COPY_ADDRESS COPY_STATE")
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5])
