#!/usr/bin/env python3
"""Dumps a tree of processes, which is gone then, and restores it.

    dump_and_restore.py ADDRESS PID        such as  unix:/run/criud/criud.sock 4711

Needs the packages grpcio and protobuf, and criud's messages in the folder `stubs`, made from a checkout by

    protoc -I proto -I third_party --python_out=stubs --grpc_python_out=stubs \\
        --plugin=protoc-gen-grpc_python=$(command -v grpc_python_plugin) \\
        proto/criud/v1/*.proto third_party/google/rpc/*.proto

or with the same arguments, but for the plugin, by `python3 -m grpc_tools.protoc` of the package grpcio-tools. Run it
with PYTHONPATH=stubs.
"""

import sys
import uuid

import grpc
from criud.v1 import checkpoint_service_pb2 as api
from criud.v1 import checkpoint_service_pb2_grpc, host_service_pb2, host_service_pb2_grpc
from criud.v1 import failure_pb2, operation_service_pb2, operation_service_pb2_grpc
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2


class OperationFailed(Exception):
    """An operation that was begun and did not succeed; its only argument is a google.rpc.Status."""


def main(address, pid):
    with grpc.insecure_channel(address) as channel:
        host = host_service_pb2_grpc.HostServiceStub(channel).GetHost(host_service_pb2.GetHostRequest())
        print(f"criud {host.criud_version} with CRIU {host.criu_version} on {host.hostname}")
        checkpoint = dump(channel, pid)
        restore(channel, checkpoint)


def dump(channel, pid):
    """Returns the name of the checkpoint. The tree is gone then; if it fails, the tree runs on."""
    checkpoints = checkpoint_service_pb2_grpc.CheckpointServiceStub(channel)
    request = api.DumpRequest(
        target=api.TreeTarget(pid=pid),
        final_state=api.FINAL_STATE_DEAD,
        labels={"made-by": "dump_and_restore.py"},
        # With an id of its own the request can be sent again when the connection breaks.
        request_id=str(uuid.uuid4()),
    )
    operation = watch(channel, checkpoints.Dump(request).operation)
    made = operation.dump.checkpoint
    frozen = made.statistics.frozen_microseconds / 1000
    print(f"dumped {made.processes} processes into {made.name}: {made.size_bytes} bytes, frozen for {frozen:.0f} ms")
    return made.name


def restore(channel, checkpoint):
    checkpoints = checkpoint_service_pb2_grpc.CheckpointServiceStub(channel)
    # For what does not take long it is simpler to wait for the end than to watch.
    request = api.RestoreRequest(checkpoint=checkpoint, wait=Duration(seconds=60))
    operation = succeeded(checkpoints.Restore(request).operation)
    print(f"restored as process {operation.restore.pid}")


def watch(channel, operation):
    """Tells what happens in an operation and returns it as it is at its end."""
    operations = operation_service_pb2_grpc.OperationServiceStub(channel)
    request = operation_service_pb2.WatchOperationRequest(name=operation.name)
    for response in operations.WatchOperation(request):
        event = response.event
        match event.WhichOneof("event"):
            case "phase_started":
                print(f"  {operation_service_pb2.Phase.Name(event.phase_started)}")
            case "notification":
                print(f"  CRIU stood at {event.notification.name}")
            case "ended":
                operation = event.ended
    return succeeded(operation)


def succeeded(operation):
    match operation.WhichOneof("outcome"):
        case "error":
            raise OperationFailed(operation.error)
        case None:
            raise TimeoutError(f"{operation.name} still goes on")
        case _:
            return operation


def status_of(error):
    """The google.rpc.Status with which criud failed a call, or None where something else failed it."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            return status_pb2.Status.FromString(value)
    return None


def explain(status):
    """What criud tells about a failure. A call and an operation fail with the same details."""
    info = error_details_pb2.ErrorInfo()
    failure = failure_pb2.FailureDetail()
    invalid = error_details_pb2.BadRequest()
    for detail in status.details:
        for message in (info, failure, invalid):
            detail.Unpack(message)
    print(f"failed: {info.reason}: {status.message}", file=sys.stderr)
    for violation in invalid.field_violations:
        print(f"  field: {violation.field}: {violation.description}", file=sys.stderr)
    if failure.HasField("criu"):
        print(f"  CRIU: {failure.criu.cause_line}", file=sys.stderr)
    if failure.tree_state:
        print(f"  the tree: {failure_pb2.TreeState.Name(failure.tree_state)}", file=sys.stderr)
    print(f"  to do: {failure.cure}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: dump_and_restore.py ADDRESS PID")
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except OperationFailed as failed:
        explain(failed.args[0])
        sys.exit(1)
    except grpc.RpcError as error:
        status = status_of(error)
        if status is None:
            sys.exit(f"failed: {error.code().name}: {error.details()}")
        explain(status)
        sys.exit(1)
