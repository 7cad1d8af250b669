"""Runs one Sydent, an identity server, on loopback for as long as standard input stays open.

The first line of standard input is a JSON object: `venv` is the folder of the virtual environment, which is created if
necessary, `smtp_port` the port on loopback that receives its mail, and `name` the host and port at
which homeservers reach it by `https`. Once Sydent runs, the script writes one line of JSON to
standard output with its `url`. Mail has a line for each of its values, such as `token: abc`.

Exit status: 0 after a run, 1 if Sydent does not start, 3 if it cannot be installed here.
"""

import configparser
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from process import free_port, install, is_running, report, stop

HEAD = "From: %(from)s\nTo: %(to)s\nMessage-ID: %(messageid)s\nSubject: test\n\n"
TEMPLATES = {
    "verification_template.eml": HEAD + "token: %(token)s\n",
    "invite_template.eml": HEAD + "token: %(token)s\nprivate_key: %(ephemeral_private_key)s\n",
    "verify_response_template.html": "<p>%(message)s</p>\n",
}
TERMS = {
    "master_version": "1",
    "docs": {
        "privacy": {
            "version": "1",
            "langs": {"en": {"name": "Privacy", "url": "https://identity.example.org/privacy"}},
        }
    },
}


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    configuration = json.loads(sys.stdin.buffer.readline())
    python = install(pathlib.Path(configuration["venv"]), "sydent", ["matrix-sydent", "prometheus_client"])
    # Another process may take the chosen port before Sydent listens on it.
    for _ in range(3):
        with tempfile.TemporaryDirectory(prefix="sydent-") as folder:
            data = pathlib.Path(folder)
            if run(python, data, configure(data, configuration)):
                return 0
    return 1


def configure(data, configuration):
    """Writes the configuration, and returns the URL."""
    port = free_port()
    templates = data / "templates" / "matrix-org"
    templates.mkdir(parents=True)
    for name, text in TEMPLATES.items():
        (templates / name).write_text(text)
    # JSON is YAML too.
    (data / "terms.yaml").write_text(json.dumps(TERMS))
    config = configparser.ConfigParser(interpolation=None)
    config["general"] = {
        "server.name": configuration["name"],
        "templates.path": str(data / "templates"),
        "terms.path": str(data / "terms.yaml"),
        "pidfile.path": str(data / "sydent.pid"),
        # Sydent never sends a request to another machine.
        "ip.blacklist": "0.0.0.0/0, ::/0",
        "ip.whitelist": "127.0.0.0/8, ::1/128",
    }
    config["db"] = {"db.file": str(data / "sydent.db")}
    config["http"] = {
        "clientapi.http.bind_address": "127.0.0.1",
        "clientapi.http.port": str(port),
        "client_http_base": f"https://{configuration['name']}",
        "federation.verifycerts": "False",
    }
    config["email"] = {
        "email.from": "Sydent <sydent@example.org>",
        "email.smtphost": "127.0.0.1",
        "email.smtpport": str(configuration["smtp_port"]),
        "email.hostname": "localhost",
        "email.ratelimit_sender.burst": "1000",
    }
    # Messages to telephones would leave this machine, so Sydent sends none.
    config["sms"] = {"smsrule.44": "reject"}
    with open(data / "sydent.conf", "w") as file:
        config.write(file)
    return f"http://127.0.0.1:{port}"


def run(python, data, url):
    """Runs Sydent until standard input is closed, and returns whether it started."""
    with open(data / "out", "wb") as out:
        process = subprocess.Popen(
            [python, "-m", "sydent.sydent"],
            cwd=data,
            env={**os.environ, "SYDENT_CONF": str(data / "sydent.conf")},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        if not is_running(process, f"{url}/_matrix/identity/versions"):
            report("Sydent did not start:\n" + (data / "out").read_text(errors="replace")[-2000:])
            return False
        print(json.dumps({"url": url}), flush=True)
        sys.stdin.buffer.read()
        return True
    finally:
        stop(process)


sys.exit(main())
