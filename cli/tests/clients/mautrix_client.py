"""Uses a homeserver with mautrix: logs in, syncs, creates a room, sends, uploads, pages and logs out.

The argument is the URL. An unexpected response is an exception.
"""

import asyncio
import sys

from mautrix.client import Client
from mautrix.types import EventType, PaginationDirection


async def main(url):
    client = Client("@alice:example.org", base_url=url)
    try:
        await client.login("alice", password="any password", device_name="mautrix")
        await client.whoami()
        synced = await client.sync(timeout=0)
        room = await client.create_room(name="Hall", invitees=["@bob:example.org"])
        await client.send_text(room, "hello")
        await client.send_state_event(room, EventType.ROOM_TOPIC, {"topic": "clients"})
        uri = await client.upload_media(b"cat", mime_type="image/png", filename="cat.png")
        if await client.download_media(uri) != b"cat":
            sys.exit("download: unexpected content")
        await client.get_messages(
            room, PaginationDirection.BACKWARD, from_token=synced["next_batch"], limit=5
        )
        await client.get_joined_rooms()
        await client.set_typing(room, timeout=1000)
        await client.logout()
    finally:
        await client.api.session.close()


asyncio.run(main(sys.argv[1]))
