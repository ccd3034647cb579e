# The official client of MESH at work, as bench/src/post/peer.rs asks on standard input, a line a piece of work.
# It answers with the seconds that passed and the seconds of processor time that this process took.
import json
import sys
import time

from mesh_client import MeshClient

clients = {}


def client(order):
    key = (order["address"], order["mailbox"])
    if key not in clients:
        clients[key] = MeshClient(
            order["address"],
            order["mailbox"],
            "password",
            shared_key=b"TestKey",
            cert=tuple(order["cert"]) if order.get("cert") else None,
            verify=order.get("verify"),
            max_chunk_size=order.get("chunk") or 20 * 1024 * 1024,
        )
    return clients[key]


def send(order):
    body = b"+" * order["bytes"]
    for nth in range(order["times"]):
        client(order).send_message(order["to"], body, workflow_id="NHAIS_REG", local_id="bench", filename="edifact.dat")


def receive(order):
    """All that waits, or the messages that are named."""
    ids = order["ids"] or list(client(order).iterate_message_ids(workflow_filter="NHAIS_*"))
    for one in ids:
        message = client(order).retrieve_message(one)
        message.read()
        if order["acknowledges"]:
            message.acknowledge()
    return len(ids)


for line in sys.stdin:
    order = json.loads(line)
    client(order)
    began, used = time.perf_counter(), time.process_time()
    done = {"send": send, "receive": receive}[order["work"]](order)
    print(json.dumps({"wall": time.perf_counter() - began, "cpu": time.process_time() - used, "done": done}), flush=True)
