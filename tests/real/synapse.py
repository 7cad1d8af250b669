"""Runs one Synapse on loopback for as long as standard input stays open.

The first line of standard input is a JSON object: `venv` is the folder of the virtual environment, which is created
if necessary, `appservices` lists application services with `id`, `url`, `as_token` and `hs_token`, and `settings`
overrides the configuration below. Once Synapse runs, the script writes one line of JSON to standard output with its
`url`, its `server_name` and the seed of its signing key `ed25519:a1` (`signing_seed`). When the parent process ends, the
system closes the pipe, which stops Synapse.

Each further line is a command, which the script answers by a line once it is done: `kill` kills Synapse, so it cannot
write or close anything, and `start` starts it again with the same data at the same port.

Exit status: 0 after a run, 1 if Synapse does not start, 3 if it cannot be installed here.
"""

import base64
import fcntl
import hashlib
import json
import os
import pathlib
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

CONSTRAINTS = pathlib.Path(__file__).resolve().with_name("synapse-constraints.txt")
SERVER_NAME = "localhost"
UNAVAILABLE = 3


def main():
    # An interrupt from the keyboard reaches the whole process group, but Synapse must outlive the tests.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    configuration = json.loads(sys.stdin.buffer.readline())
    python = install(pathlib.Path(configuration["venv"]))
    # Another process may take the chosen port before Synapse listens on it.
    for _ in range(3):
        with tempfile.TemporaryDirectory(prefix="synapse-") as folder:
            data = pathlib.Path(folder)
            seed = unpadded(secrets.token_bytes(32))
            url = configure(data, configuration, seed)
            running = {"url": url, "server_name": SERVER_NAME, "signing_seed": seed}
            if run(python, data, running):
                return 0
    return 1


def install(venv):
    """Returns the interpreter of the virtual environment, which is created if it does not fit the constraints."""
    python = venv / "bin" / "python"
    mark = venv / "installed"
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes() + sys.version.encode()).hexdigest()
    venv.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if mark.exists() and mark.read_text() == wanted:
            return python
        report("installing Synapse, which takes about half a minute the first time")
        pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", "--clear", venv],
            [*pip, "--constraint", CONSTRAINTS, "matrix-synapse"],
        ):
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
            if done.returncode != 0:
                report("Synapse cannot be installed")
                sys.exit(UNAVAILABLE)
        mark.write_text(wanted)
    return python


def configure(data, configuration, seed):
    """Writes the configuration as JSON, which is YAML too, and returns the URL."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    registrations = []
    for service in configuration["appservices"]:
        file = data / f"appservice-{service['id']}.yaml"
        file.write_text(json.dumps(registration(service)))
        registrations.append(str(file))
    write_private(data / "signing.key", f"ed25519 a1 {seed}\n")
    resources = [{"names": ["client", "federation"]}]
    listener = {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "resources": resources}
    config = {
        "server_name": SERVER_NAME,
        "public_baseurl": f"{url}/",
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(data / "homeserver.db")}},
        "log_config": str(data / "log.yaml"),
        "media_store_path": str(data / "media"),
        "signing_key_path": str(data / "signing.key"),
        "pid_file": str(data / "synapse.pid"),
        "macaroon_secret_key": secrets.token_hex(24),
        "form_secret": secrets.token_hex(24),
        "report_stats": False,
        # Synapse never sends a request to another machine.
        "trusted_key_servers": [],
        # Tests send federation requests in Synapse's own name, because it knows its own keys.
        "federation_domain_whitelist": [SERVER_NAME],
        "ip_range_blacklist": ["0.0.0.0/0", "::/0"],
        "ip_range_whitelist": ["127.0.0.0/8", "::1/128"],
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "refreshable_access_token_lifetime": "5m",
        "refresh_token_lifetime": "24h",
        "login_via_existing_session": {"enabled": True},
        "bcrypt_rounds": 4,
        "app_service_config_files": registrations,
        **unlimited(),
        **configuration["settings"],
    }
    write_private(data / "homeserver.yaml", json.dumps(config))
    handler = {"class": "logging.FileHandler", "filename": str(data / "homeserver.log")}
    root = {"level": "INFO", "handlers": ["file"]}
    log = {"version": 1, "handlers": {"file": handler}, "root": root, "disable_existing_loggers": False}
    (data / "log.yaml").write_text(json.dumps(log))
    return url


def registration(service):
    """Returns the registration of an application service for users and aliases that begin with its ID and an underscore."""
    users = [{"exclusive": True, "regex": f"@{service['id']}_.*:{SERVER_NAME}"}]
    aliases = [{"exclusive": True, "regex": f"#{service['id']}_.*:{SERVER_NAME}"}]
    return {
        **service,
        "sender_localpart": f"{service['id']}bot",
        "rate_limited": False,
        "namespaces": {"users": users, "aliases": aliases, "rooms": []},
    }


def unlimited():
    """Returns rate limits that no test reaches."""
    free = {"per_second": 100000, "burst_count": 100000}
    limits = {key: free for key in ("rc_message", "rc_registration", "rc_media_create", "rc_room_creation")}
    limits["rc_login"] = {key: free for key in ("address", "account", "failed_attempts")}
    limits["rc_joins"] = {key: free for key in ("local", "remote")}
    limits["rc_invites"] = {key: free for key in ("per_room", "per_user", "per_issuer")}
    return limits


def run(python, data, running):
    """Runs Synapse until standard input is closed, and returns whether it started."""
    process = start(python, data)
    try:
        if not is_running(process, running["url"]):
            report_failure(data)
            return False
        answer(running)
        for command in sys.stdin.buffer:
            if command.strip() == b"kill":
                process.kill()
                process.wait()
            elif command.strip() == b"start":
                process = start(python, data)
                if not is_running(process, running["url"]):
                    report_failure(data)
                    sys.exit(1)
            else:
                report(f"{command} is not a command")
                sys.exit(1)
            answer(running)
        return True
    finally:
        stop(process)


def start(python, data):
    with open(data / "out", "ab") as out:
        return subprocess.Popen(
            [python, "-m", "synapse.app.homeserver", "-c", data / "homeserver.yaml"],
            cwd=data,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )


def answer(running):
    print(json.dumps(running), flush=True)


def is_running(process, url):
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            direct.open(f"{url}/health", timeout=5).close()
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


def report_failure(data):
    report("Synapse did not start:\n" + (data / "out").read_text(errors="replace")[-2000:])


def unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


def report(text):
    print(f"synapse.py: {text}", file=sys.stderr, flush=True)


sys.exit(main())
