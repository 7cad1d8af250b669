//! Files from the network, within limits of time and size.

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Response, StatusCode, Url};
use tokio::runtime::{Builder, Runtime};

/// What a download may take.
#[derive(Clone, Copy)]
struct Limits {
    /// Without anything that arrives.
    idle: Duration,
    /// Of one file.
    total: Duration,
    bytes: u64,
}

/// The packed data files of all of the specification are a tenth of the size.
const LIMITS: Limits =
    Limits { idle: Duration::from_secs(30), total: Duration::from_secs(600), bytes: 128 * 1024 * 1024 };

const MOST_REDIRECTS: usize = 10;

/// How a server answered.
pub enum Answer {
    /// With the file, which is where it was wanted.
    File,
    /// That it has no such file.
    Missing(StatusCode),
}

/// Downloads one file after the other.
pub struct Downloads {
    client: reqwest::Client,
    runtime: Runtime,
    limits: Limits,
}

impl Downloads {
    /// With the limits that are right for a release.
    pub fn new() -> Result<Self> {
        Self::with(LIMITS)
    }

    fn with(limits: Limits) -> Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("matrix-openapi-xtask/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.idle)
            .read_timeout(limits.idle)
            .timeout(limits.total)
            .redirect(Policy::custom(follow))
            .build()
            .context("nothing can be downloaded")?;
        let runtime =
            Builder::new_current_thread().enable_all().build().context("nothing can be downloaded")?;
        Ok(Self { client, runtime, limits })
    }

    /// Downloads into a new file; without a file that is complete there is an error or [`Answer::Missing`].
    pub fn save(&self, address: &Url, path: &Path) -> Result<Answer> {
        let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
        self.get(address, file).with_context(|| format!("{} cannot be downloaded", public_part(address)))
    }

    /// Downloads something small that must be there.
    pub fn bytes(&self, address: &Url) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let answer = self.get(address, &mut bytes);
        let missing = match answer {
            Ok(Answer::File) => return Ok(bytes),
            Ok(Answer::Missing(status)) => refusal(status),
            Err(error) => error,
        };
        Err(missing.context(format!("{} cannot be downloaded", public_part(address))))
    }

    fn get(&self, address: &Url, into: impl Write) -> Result<Answer> {
        if !matches!(address.scheme(), "http" | "https") {
            bail!("only http and https are understood");
        }
        let started = Instant::now();
        let host = address.host_str().unwrap_or_default();
        self.runtime.block_on(async {
            let response = self.client.get(address.clone()).send().await;
            let response = response.map_err(|error| self.explain(&error, host, started))?;
            match response.status() {
                status if status.is_success() => {}
                status @ (StatusCode::NOT_FOUND | StatusCode::GONE) => return Ok(Answer::Missing(status)),
                status => return Err(refusal(status)),
            }
            self.copy(response, into, host, started).await.map(|()| Answer::File)
        })
    }

    async fn copy(
        &self,
        mut response: Response,
        mut into: impl Write,
        host: &str,
        started: Instant,
    ) -> Result<()> {
        let most = self.limits.bytes;
        let too_large = || anyhow!("it is larger than {most} bytes, no release is so large");
        let expected = response.content_length();
        if expected.is_some_and(|expected| expected > most) {
            return Err(too_large());
        }
        let bar = progress(expected, host);
        let mut received: u64 = 0;
        while let Some(chunk) = response.chunk().await.map_err(|error| {
            let broken = || anyhow!("the connection ended too early, after {received} bytes");
            if error.is_timeout() { self.explain(&error, host, started) } else { broken() }
        })? {
            received = received.saturating_add(chunk.len().try_into().unwrap_or(u64::MAX));
            if received > most {
                return Err(too_large());
            }
            into.write_all(&chunk).context("it cannot be stored")?;
            bar.set_position(received);
        }
        bar.finish_and_clear();
        into.flush().context("it cannot be stored")
    }

    /// What went wrong, in words that repeat nothing of the address but the host.
    fn explain(&self, error: &reqwest::Error, host: &str, started: Instant) -> anyhow::Error {
        if error.is_timeout() && started.elapsed() >= self.limits.total {
            return anyhow!("it took longer than {:?}", self.limits.total);
        }
        if error.is_timeout() {
            return anyhow!("{host} sent nothing for {:?}", self.limits.idle);
        }
        let mut cause: &dyn Error = error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        if error.is_connect() {
            return anyhow!(
                "no connection to {host} ({cause}); a release that is on the disk comes in by `--from`, without \
                 any network"
            );
        }
        if error.is_redirect() {
            anyhow!("{cause}")
        } else {
            anyhow!("{host} gave no answer of HTTP ({cause})")
        }
    }
}

/// The address without what may be secret in it: the user, the query and the fragment.
pub fn public_part(address: &Url) -> String {
    let port = address.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", address.scheme(), address.host_str().unwrap_or_default(), address.path())
}

/// The error of a status that stands for no file.
pub fn refusal(status: StatusCode) -> anyhow::Error {
    anyhow!("the server answered {status}")
}

fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let was_safe = attempt.previous().last().is_some_and(|previous| previous.scheme() == "https");
    if was_safe && attempt.url().scheme() != "https" {
        attempt.error("it leads from https to a place where anybody on the way could change it")
    } else if attempt.previous().len() > MOST_REDIRECTS {
        attempt.error("it leads from one address to the next without end")
    } else {
        attempt.follow()
    }
}

/// A bar on the terminal; nothing where standard error is none.
fn progress(expected: Option<u64>, host: &str) -> ProgressBar {
    let (bar, template) = match expected {
        Some(bytes) => (ProgressBar::new(bytes), "{msg} {bar:40} {bytes}/{total_bytes} {bytes_per_sec}"),
        None => (ProgressBar::no_length(), "{msg} {spinner} {bytes} {bytes_per_sec}"),
    };
    // The templates are right, and without one there would be another bar.
    let bar = match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    bar.with_message(host.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::*;

    const PATIENT: Limits =
        Limits { idle: Duration::from_secs(60), total: Duration::from_secs(60), bytes: 1_000 };

    /// Downloads what a server says that answers one request with `reply`.
    fn download(limits: Limits, reply: impl FnOnce(TcpStream) + Send + 'static) -> Result<Vec<u8>> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/a.tar.gz", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // All of a request fits into what arrives first.
            let _ = stream.read(&mut [0; 4096]);
            reply(stream);
        });
        Downloads::with(limits).unwrap().bytes(&Url::parse(&address).unwrap())
    }

    fn error(limits: Limits, reply: impl FnOnce(TcpStream) + Send + 'static) -> String {
        format!("{:#}", download(limits, reply).unwrap_err())
    }

    fn say(stream: &mut TcpStream, text: &str) {
        // The client may have gone already.
        let _ = stream.write_all(text.as_bytes());
    }

    /// Waits until the client goes.
    fn hold(mut stream: TcpStream) {
        let _ = stream.read(&mut [0; 1]);
    }

    #[test]
    fn a_file_up_to_the_limit_arrives() {
        let body = "x".repeat(1_000);
        let text = format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{body}");
        assert_eq!(download(PATIENT, move |mut stream| say(&mut stream, &text)).unwrap(), body.as_bytes());
    }

    #[test]
    fn what_is_larger_than_the_limit_is_refused_by_its_length_and_by_what_comes() {
        let announced = error(PATIENT, |mut stream| {
            say(&mut stream, "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
            hold(stream);
        });
        assert!(announced.ends_with("it is larger than 1000 bytes, no release is so large"), "{announced}");
        let endless = error(PATIENT, |mut stream| {
            say(&mut stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while stream.write_all(b"2\r\nxx\r\n").is_ok() {}
        });
        assert!(endless.ends_with("it is larger than 1000 bytes, no release is so large"), "{endless}");
    }

    #[test]
    fn a_server_that_falls_silent_is_left() {
        let limits = Limits { idle: Duration::from_millis(100), ..PATIENT };
        assert!(error(limits, hold).ends_with("127.0.0.1 sent nothing for 100ms"));
        let later = error(limits, |mut stream| {
            say(&mut stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
            hold(stream);
        });
        assert!(later.ends_with("127.0.0.1 sent nothing for 100ms"), "{later}");
    }

    #[test]
    fn a_server_that_never_ends_is_left() {
        let limits = Limits { total: Duration::from_millis(300), bytes: u64::MAX, ..PATIENT };
        let endless = error(limits, |mut stream| {
            say(&mut stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while stream.write_all(b"2\r\nxx\r\n").is_ok() {
                thread::sleep(Duration::from_millis(5));
            }
        });
        assert!(endless.ends_with("it took longer than 300ms"), "{endless}");
    }

    #[test]
    fn secrets_of_an_address_are_not_public() {
        for (address, public) in [
            ("https://me:key@example.org/v1.19.tar.gz?key=1#key", "https://example.org/v1.19.tar.gz"),
            ("https://example.org", "https://example.org/"),
            ("http://a@b:81/c@d", "http://b:81/c@d"),
        ] {
            assert_eq!(public_part(&Url::parse(address).unwrap()), public);
        }
    }
}
