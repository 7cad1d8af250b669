"""Runs one Synapse on loopback for as long as standard input stays open.

The first line of standard input is a JSON object: `venv` is the folder of the virtual environment, which is created
if necessary, `appservices` lists the files of the registrations of application services, which are copied, and `settings`
overrides the configuration below. The rest is optional: `server_name`, `certificates`, which Synapse trusts in place of
those of the system, and `administrator`, the `username` and `password` of an administrator to register. Once Synapse runs, the
script writes one line of JSON to standard output with its `url`, its `server_name` and the seed of its signing key
`ed25519:a1` (`signing_seed`). When the parent process ends, the system closes the pipe, which stops Synapse.

Each further line is a command, to which the script responds with a line once it is done: `kill` kills Synapse, so it cannot
write or close anything, and `start` starts it again with the same data at the same port.

Exit status: 0 after a run, 1 if Synapse does not start, 3 if it cannot be installed here.
"""

import hashlib
import hmac
import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

sys.dont_write_bytecode = True
from process import free_port, install, is_running, report, stop, unpadded, write_private

SERVER_NAME = "localhost"


def main():
    # An interrupt from the keyboard reaches the whole process group, but Synapse must outlive the tests.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    configuration = json.loads(sys.stdin.buffer.readline())
    python = install(pathlib.Path(configuration["venv"]), "synapse", ["matrix-synapse[url-preview]"])
    name = configuration.setdefault("server_name", SERVER_NAME)
    # Another process may take the chosen port before Synapse listens on it.
    for _ in range(3):
        with tempfile.TemporaryDirectory(prefix="synapse-") as folder:
            data = pathlib.Path(folder)
            seed = unpadded(secrets.token_bytes(32))
            url = configure(data, configuration, seed)
            running = {"url": url, "server_name": name, "signing_seed": seed}
            if run(python, data, running, configuration.get("administrator")):
                return 0
    return 1


def configure(data, configuration, seed):
    """Writes the configuration as JSON, which is YAML too, and returns the URL."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    if "certificates" in configuration:
        (data / "certificates.pem").write_text(configuration["certificates"])
        os.environ["SSL_CERT_FILE"] = str(data / "certificates.pem")
    registrations = []
    for file in configuration["appservices"]:
        registrations.append(shutil.copy(file, data))
    write_private(data / "signing.key", f"ed25519 a1 {seed}\n")
    resources = [{"names": ["client", "federation"]}]
    listener = {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "resources": resources}
    config = {
        "server_name": configuration["server_name"],
        "public_baseurl": f"{url}/",
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(data / "homeserver.db")}},
        "log_config": str(data / "log.yaml"),
        "media_store_path": str(data / "media"),
        "signing_key_path": str(data / "signing.key"),
        "pid_file": str(data / "synapse.pid"),
        "macaroon_secret_key": secrets.token_hex(24),
        "form_secret": secrets.token_hex(24),
        "registration_shared_secret": secrets.token_hex(24),
        "report_stats": False,
        # Synapse never sends a request to another machine.
        "trusted_key_servers": [],
        # Tests send federation requests in Synapse's own name, because it knows its own keys.
        "federation_domain_whitelist": [configuration["server_name"]],
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


def unlimited():
    """Returns rate limits that no test reaches."""
    free = {"per_second": 100000, "burst_count": 100000}
    kinds = ("message", "registration", "registration_token_validity", "media_create", "room_creation", "3pid_validation")
    limits = {f"rc_{kind}": free for kind in (*kinds, "third_party_invite", "reports", "user_directory", "joins_per_room")}
    limits["rc_login"] = {key: free for key in ("address", "account", "failed_attempts")}
    limits["rc_joins"] = {key: free for key in ("local", "remote")}
    limits["rc_invites"] = {key: free for key in ("per_room", "per_user", "per_issuer")}
    return limits


def run(python, data, running, administrator):
    """Runs Synapse until standard input is closed, and returns whether it started."""
    process = start(python, data)
    try:
        if not is_running(process, f"{running['url']}/health"):
            report_failure(data)
            return False
        if administrator is not None:
            register(running["url"], administrator, data)
        answer(running)
        for command in sys.stdin.buffer:
            if command.strip() == b"kill":
                process.kill()
                process.wait()
            elif command.strip() == b"start":
                process = start(python, data)
                if not is_running(process, f"{running['url']}/health"):
                    report_failure(data)
                    sys.exit(1)
            else:
                report(f"{command} is not a command")
                sys.exit(1)
            answer(running)
        return True
    finally:
        stop(process)


def register(url, administrator, data):
    """Registers an administrator with the registration secret of the configuration."""
    secret = json.loads((data / "homeserver.yaml").read_text())["registration_shared_secret"]
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    path = f"{url}/_synapse/admin/v1/register"
    with direct.open(path, timeout=10) as response:
        nonce = json.load(response)["nonce"]
    name, password = administrator["username"], administrator["password"]
    text = "\0".join((nonce, name, password, "admin"))
    mac = hmac.new(secret.encode(), text.encode(), hashlib.sha1).hexdigest()
    body = {**administrator, "nonce": nonce, "admin": True, "mac": mac}
    direct.open(path, data=json.dumps(body).encode(), timeout=10).close()


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


def report_failure(data):
    report("Synapse did not start:\n" + (data / "out").read_text(errors="replace")[-2000:])


sys.exit(main())
