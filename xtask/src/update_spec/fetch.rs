//! Downloads files within limits of time and size.

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

/// The limits of a download.
#[derive(Clone, Copy)]
struct DownloadLimits {
    /// The longest time without new data.
    idle: Duration,
    /// The longest time of the whole download.
    total: Duration,
    /// The largest file.
    bytes: u64,
}

/// The limits for a release. An archive of the whole specification has a tenth of this size.
const LIMITS: DownloadLimits = DownloadLimits {
    idle: Duration::from_secs(30),
    total: Duration::from_secs(600),
    bytes: 128 * 1024 * 1024,
};

const MOST_REDIRECTS: usize = 10;

/// The outcome of a download.
pub enum Downloaded {
    /// The file was saved.
    File,
    /// The server does not have the file, by this status.
    Missing(StatusCode),
}

/// Downloads files, one after the other.
pub struct Downloads {
    client: reqwest::Client,
    runtime: Runtime,
    limits: DownloadLimits,
}

impl Downloads {
    /// Creates a client with the limits for a release.
    pub fn new() -> Result<Self> {
        Self::with(LIMITS)
    }

    fn with(limits: DownloadLimits) -> Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("matrix-openapi-xtask/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.idle)
            .read_timeout(limits.idle)
            .timeout(limits.total)
            .redirect(Policy::custom(follow))
            .build()
            .context("cannot start an HTTP client")?;
        let runtime =
            Builder::new_current_thread().enable_all().build().context("cannot start an HTTP client")?;
        Ok(Self { client, runtime, limits })
    }

    /// Downloads into a new file.
    pub fn save(&self, address: &Url, path: &Path) -> Result<Downloaded> {
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        self.get(address, file).with_context(|| format!("cannot download {}", public_part(address)))
    }

    /// Downloads a small file that must exist.
    pub fn bytes(&self, address: &Url) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let outcome = self.get(address, &mut bytes);
        let missing = match outcome {
            Ok(Downloaded::File) => return Ok(bytes),
            Ok(Downloaded::Missing(status)) => refusal(status),
            Err(error) => error,
        };
        Err(missing.context(format!("cannot download {}", public_part(address))))
    }

    fn get(&self, address: &Url, into: impl Write) -> Result<Downloaded> {
        if !matches!(address.scheme(), "http" | "https") {
            bail!("only http and https are supported");
        }
        let started = Instant::now();
        let host = address.host_str().unwrap_or_default();
        self.runtime.block_on(async {
            let response = self.client.get(address.clone()).send().await;
            let response = response.map_err(|error| self.explain(&error, host, started))?;
            match response.status() {
                status if status.is_success() => {}
                status @ (StatusCode::NOT_FOUND | StatusCode::GONE) => {
                    return Ok(Downloaded::Missing(status));
                }
                status => return Err(refusal(status)),
            }
            self.copy(response, into, host, started).await.map(|()| Downloaded::File)
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
        let too_large = || anyhow!("it is larger than the limit of {most} bytes");
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
            into.write_all(&chunk).context("cannot write the file")?;
            bar.set_position(received);
        }
        bar.finish_and_clear();
        into.flush().context("cannot write the file")
    }

    /// Describes an error without the URL, except for its host.
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
            return anyhow!("no connection to {host} ({cause}); import a release from disk with `--from`");
        }
        if error.is_redirect() {
            anyhow!("{cause}")
        } else {
            anyhow!("{host} sent no HTTP response ({cause})")
        }
    }
}

/// Returns the URL without parts that may be secret: the user, the query and the fragment.
pub fn public_part(address: &Url) -> String {
    let port = address.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", address.scheme(), address.host_str().unwrap_or_default(), address.path())
}

/// Returns the error for a status without a file.
pub fn refusal(status: StatusCode) -> anyhow::Error {
    anyhow!("the server responded with {status}")
}

fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let was_safe = attempt.previous().last().is_some_and(|previous| previous.scheme() == "https");
    if was_safe && attempt.url().scheme() != "https" {
        attempt.error("it redirects from HTTPS to plain HTTP, where others could change it")
    } else if attempt.previous().len() > MOST_REDIRECTS {
        attempt.error("it redirects too often")
    } else {
        attempt.follow()
    }
}

/// Returns a progress bar, which is shown only if standard error is a terminal.
fn progress(expected: Option<u64>, host: &str) -> ProgressBar {
    let (bar, template) = match expected {
        Some(bytes) => (ProgressBar::new(bytes), "{msg} {bar:40} {bytes}/{total_bytes} {bytes_per_sec}"),
        None => (ProgressBar::no_length(), "{msg} {spinner} {bytes} {bytes_per_sec}"),
    };
    // The templates are valid; if one were not, the default bar would be shown.
    let bar = match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    bar.with_message(host.to_owned())
}

#[cfg(test)]
mod tests {
    use matrix_openapi_testing::Server;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    const PATIENT: DownloadLimits =
        DownloadLimits { idle: Duration::from_secs(60), total: Duration::from_secs(60), bytes: 1_000 };

    /// Downloads from a server that responds with `reply`.
    fn download<F>(
        limits: DownloadLimits,
        reply: impl Fn(TcpStream) -> F + Send + Sync + 'static,
    ) -> Result<Vec<u8>>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(Server::handling(move |_, stream| reply(stream)));
        let address = format!("{}/a.tar.gz", server.url);
        Downloads::with(limits).unwrap().bytes(&Url::parse(&address).unwrap())
    }

    fn error<F>(limits: DownloadLimits, reply: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> String
    where
        F: Future<Output = ()> + Send + 'static,
    {
        format!("{:#}", download(limits, reply).unwrap_err())
    }

    async fn send(stream: &mut TcpStream, text: &str) {
        // The client may have disconnected already.
        let _ = stream.write_all(text.as_bytes()).await;
    }

    async fn wait_for_disconnect(mut stream: TcpStream) {
        let _ = stream.read(&mut [0; 1]).await;
    }

    #[test]
    fn a_file_up_to_the_limit_arrives() {
        let body = "x".repeat(1_000);
        let text = format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{body}");
        let reply = move |mut stream: TcpStream| {
            let text = text.clone();
            async move { send(&mut stream, &text).await }
        };
        assert_eq!(download(PATIENT, reply).unwrap(), body.as_bytes());
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_by_its_header_and_while_it_arrives() {
        let announced = error(PATIENT, |mut stream: TcpStream| async move {
            send(&mut stream, "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n").await;
            wait_for_disconnect(stream).await;
        });
        assert!(announced.ends_with("it is larger than the limit of 1000 bytes"), "{announced}");
        let endless = error(PATIENT, |mut stream: TcpStream| async move {
            send(&mut stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
            while stream.write_all(b"2\r\nxx\r\n").await.is_ok() {}
        });
        assert!(endless.ends_with("it is larger than the limit of 1000 bytes"), "{endless}");
    }

    #[test]
    fn a_silent_server_times_out() {
        let limits = DownloadLimits { idle: Duration::from_millis(100), ..PATIENT };
        assert!(error(limits, wait_for_disconnect).ends_with("127.0.0.1 sent nothing for 100ms"));
        let later = error(limits, |mut stream: TcpStream| async move {
            send(&mut stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx").await;
            wait_for_disconnect(stream).await;
        });
        assert!(later.ends_with("127.0.0.1 sent nothing for 100ms"), "{later}");
    }

    #[test]
    fn an_endless_response_times_out() {
        let limits = DownloadLimits { total: Duration::from_millis(300), bytes: u64::MAX, ..PATIENT };
        let endless = error(limits, |mut stream: TcpStream| async move {
            send(&mut stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
            while stream.write_all(b"2\r\nxx\r\n").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
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
