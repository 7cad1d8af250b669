"""Uses a homeserver with matrix-nio: logs in, syncs, creates a room, sends, uploads, pages and logs out.

The argument is the URL. Exit status 1 after an unexpected response.
"""

import asyncio
import io
import sys

from nio import AsyncClient, ErrorResponse


async def main(url):
    client = AsyncClient(url, "@alice:example.org")

    async def call(method, /, *arguments, **options):
        response = await getattr(client, method)(*arguments, **options)
        first = response[0] if isinstance(response, tuple) else response
        if isinstance(first, ErrorResponse):
            sys.exit(f"{method}: {first}")
        return first

    try:
        await call("login", "any password", device_name="nio")
        await call("whoami")
        synced = await call("sync", timeout=0, full_state=True)
        room = (await call("room_create", name="Hall", invite=["@bob:example.org"])).room_id
        content = {"msgtype": "m.text", "body": "hello"}
        await call("room_send", room, "m.room.message", content)
        await call("room_put_state", room, "m.room.topic", {"topic": "clients"})
        uploaded = await call("upload", io.BytesIO(b"cat"), content_type="image/png", filename="cat.png", filesize=3)
        downloaded = await call("download", uploaded.content_uri)
        if downloaded.body != b"cat":
            sys.exit(f"download: {downloaded.body!r}")
        await call("room_messages", room, start=synced.next_batch, limit=5)
        await call("joined_rooms")
        await call("logout")
    finally:
        await client.close()


asyncio.run(main(sys.argv[1]))
