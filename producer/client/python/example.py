"""Speaks a WAV file (16 bits, one channel) in real time and prints the scores; goes on where it was when the connection breaks.

pip install websockets; python example.py ws://127.0.0.1:8082 call-7 anna talk.wav
Where the gateway asks for consent: … talk.wav consent=granted purpose=coaching notice=2026-11
"""
import asyncio, contextlib, json, sys, wave

import websockets


async def speak(socket, pcm, rate, first):
    with contextlib.suppress(websockets.ConnectionClosed):  # main goes on with another one
        for at in range(2 * first, len(pcm), rate // 5):
            await socket.send(pcm[at : at + rate // 5])
            await asyncio.sleep(0.1)
        await socket.send('{"type":"end"}')


async def hear(socket):
    async for text in socket:
        message = json.loads(text)
        if message["type"] == "result":
            print(message["event"]["segmentId"], message["event"]["intensities"], message["event"]["affect"])
        elif message["type"] != "ack":
            return message
    return {}


async def main(gateway, session, participant, file, *facts):
    with wave.open(file) as wav:
        rate, pcm = wav.getframerate(), wav.readframes(wav.getnframes())
    config = {"type": "config", "session": session, "participant": participant, "encoding": "s16le", "sampleRate": rate, "results": "final"}
    config.update(fact.split("=", 1) for fact in facts)
    async for socket in websockets.connect(gateway + "/v1/ingest"):  # again and again, with pauses
        with contextlib.suppress(websockets.ConnectionClosed):
            await socket.send(json.dumps(config))
            last = await hear(socket)
            if last.get("type") == "ready":
                config["resume"] = True  # from now on: what is stored is not sent again
                speaking = asyncio.create_task(speak(socket, pcm, rate, last["firstSample"]))
                last = await hear(socket)
                speaking.cancel()
            if last.get("type") == "ended" or last.get("fatal") or "resume" not in config:
                return print(last)
        await asyncio.sleep(1)


asyncio.run(main(*sys.argv[1:]))
