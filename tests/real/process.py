"""Functions that the server scripts share: packages, ports and processes."""

import base64
import fcntl
import hashlib
import os
import pathlib
import random
import socket
import subprocess
import sys
import time
import urllib.request

UNAVAILABLE = 3


def install(venv, name, packages):
    """Returns the interpreter of the virtual environment, which is created if it does not fit the constraints."""
    constraints = pathlib.Path(__file__).resolve().with_name(f"{name}-constraints.txt")
    python = venv / "bin" / "python"
    mark = venv / "installed"
    wanted = hashlib.sha256(constraints.read_bytes() + sys.version.encode()).hexdigest()
    venv.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if mark.exists() and mark.read_text() == wanted:
            return python
        report(f"installing {name}, which takes about half a minute the first time")
        pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", "--clear", venv],
            [*pip, "--constraint", constraints, *packages],
        ):
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
            if done.returncode != 0:
                report(f"{name} cannot be installed")
                sys.exit(UNAVAILABLE)
        mark.write_text(wanted)
    return python


def is_running(process, url):
    """Waits until the server responds, and returns whether it does."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            direct.open(url, timeout=5).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def stop(process):
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port():
    """Returns a free port below the range of ports for outgoing connections."""
    while True:
        with socket.socket() as candidate:
            try:
                candidate.bind(("127.0.0.1", random.randrange(20000, 32768)))
                return candidate.getsockname()[1]
            except OSError:
                continue


def write_private(path, text):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


def report(text):
    print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr, flush=True)
