//! A server that receives mail. It is a socket, since mail is not HTTP.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// A server on loopback that stores the received mail.
pub struct MailServer {
    pub port: u16,
    mails: watch::Receiver<Vec<String>>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mails) = watch::channel(Vec::new());
        let sender = Arc::new(sender);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sender = Arc::clone(&sender);
                tokio::spawn(async move { receive(stream, &sender).await });
            }
        });
        Self { port, mails }
    }

    /// Waits for a mail to this address, and returns the latest one.
    pub async fn to(&self, address: &str) -> String {
        let to = format!("To: {address}");
        let is_there = |mail: &&String| mail.lines().any(|line| line == to);
        let mut mails = self.mails.clone();
        let found = mails.wait_for(|mails| mails.iter().any(|mail| is_there(&mail)));
        let mails = timeout(Duration::from_secs(30), found).await.expect("a mail").unwrap();
        mails.iter().rev().find(is_there).unwrap().clone()
    }
}

/// Speaks SMTP with one client.
async fn receive(stream: TcpStream, mails: &watch::Sender<Vec<String>>) -> Option<()> {
    let (input, mut output) = stream.into_split();
    let mut lines = BufReader::new(input).lines();
    output.write_all(b"220 localhost\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        if !line.eq_ignore_ascii_case("DATA") {
            output.write_all(b"250 OK\r\n").await.ok()?;
            continue;
        }
        output.write_all(b"354 go on\r\n").await.ok()?;
        let mut text = String::new();
        while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push('\n');
        }
        mails.send_modify(|mails| mails.push(readable(&text)));
        output.write_all(b"250 OK\r\n").await.ok()?;
    }
    Some(())
}

/// Appends the decoded parts of a mail to it.
fn readable(mail: &str) -> String {
    let mut readable = mail.to_owned();
    for part in mail.split("Content-Transfer-Encoding: base64\n").skip(1) {
        let body = part.lines().skip_while(|line| !line.is_empty()).skip(1);
        let body: String = body.take_while(|line| !line.is_empty() && !line.starts_with("--")).collect();
        let decoded = BASE64_STANDARD.decode(body).unwrap();
        readable.push_str(&String::from_utf8(decoded).unwrap());
    }
    readable
}

/// Returns the value of a line of Sydent's mail, such as `token: abc`.
pub fn value<'a>(mail: &'a str, name: &str) -> &'a str {
    mail.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).expect(name)
}
