//! oidc-provider as the authorization server of a homeserver, and a browser for its pages.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use matrix_openapi_testing::report_skipped;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use url::{Url, form_urlencoded};

use crate::secret::random_secret;

/// The package to install.
const PACKAGE: &str = "oidc-provider@9.13.3";

/// A number of pages that no login has.
const MAX_PAGES: usize = 20;

/// A running oidc-provider.
pub struct OidcProvider {
    /// The base URL of the homeserver and the authorization server.
    pub url: String,
    /// The secret by which a homeserver introspects tokens.
    pub secret: String,
    // Keeps the standard input of the process open, so the server keeps running.
    _process: Child,
}

/// Returns the server, which the first call starts; `None`, with a line on standard error, if it cannot be installed.
///
/// # Panics
/// If it cannot be installed although `REQUIRE_REAL_SERVERS=1` requires it, or if it does not start.
pub fn oidc_provider() -> Option<&'static OidcProvider> {
    static SERVER: OnceLock<Result<OidcProvider, String>> = OnceLock::new();
    match SERVER.get_or_init(start) {
        Ok(server) => Some(server),
        Err(reason) => {
            let required = std::env::var("REQUIRE_REAL_SERVERS").is_ok_and(|value| value == "1");
            assert!(!required, "a real server is required: {reason}");
            report_skipped(reason);
            None
        }
    }
}

fn start() -> Result<OidcProvider, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-provider");
    install(&folder)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/authorization_server.mjs");
    let secret = random_secret();
    let mut process = Command::new("node")
        .arg(script)
        .arg(&folder)
        .arg(&secret)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // The server warns about settings that are for development only.
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("node cannot be started: {}", error.kind()))?;
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let running: serde_json::Value = serde_json::from_str(&line).expect("oidc-provider starts");
    Ok(OidcProvider { url: running["url"].as_str().unwrap().to_owned(), secret, _process: process })
}

/// Installs the package, unless an earlier run did.
fn install(folder: &Path) -> Result<(), String> {
    let marker = folder.join(PACKAGE);
    if marker.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).unwrap();
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"]).arg(folder).arg(PACKAGE);
    let status = command.status().map_err(|error| format!("npm cannot be started: {}", error.kind()))?;
    if !status.success() {
        return Err("oidc-provider cannot be installed".to_owned());
    }
    std::fs::write(marker, "").unwrap();
    Ok(())
}

/// The user's choice on a page.
#[derive(Clone, Copy, PartialEq)]
pub enum UserChoice {
    Agree,
    Refuse,
}

/// A browser with cookies, whose user `alice` fills in every form.
pub struct Browser {
    http: reqwest::Client,
    origin: String,
    cookies: BTreeMap<String, String>,
    choice: UserChoice,
    has_refused: bool,
}

impl Browser {
    pub fn new(server: &OidcProvider, choice: UserChoice) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { http, origin: server.url.clone(), cookies: BTreeMap::new(), choice, has_refused: false }
    }

    /// Opens a page, fills in forms and follows redirects; returns the URL outside of the server to which they lead, if any.
    pub async fn open(&mut self, url: &str) -> Option<String> {
        let mut request = self.http.get(url);
        let mut at = Url::parse(url).unwrap();
        for _ in 0..MAX_PAGES {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let response = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
            for cookie in response.headers().get_all(SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            if let Some(location) = response.headers().get(LOCATION) {
                at = at.join(location.to_str().unwrap()).unwrap();
                if !at.as_str().starts_with(&self.origin) {
                    return Some(at.into());
                }
                request = self.http.get(at.clone());
                continue;
            }
            let status = response.status();
            let page = response.text().await.unwrap();
            let Some((action, fields)) = self.form(&page) else {
                assert!(status.is_success() || self.choice == UserChoice::Refuse, "{status}: {page}");
                return None;
            };
            at = at.join(&action).unwrap();
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            request = self
                .http
                .post(at.clone())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body);
        }
        panic!("the pages do not end: {at}");
    }

    /// Returns the action and the fields of the form on a page, filled in.
    fn form(&mut self, page: &str) -> Option<(String, BTreeMap<String, String>)> {
        if self.has_refused {
            // The form asks for another code.
            return None;
        }
        let form = &page[page.find("<form")?..];
        let form = &form[..form.find("</form>")?];
        let mut fields = BTreeMap::new();
        for input in form.split("<input").skip(1) {
            let Some(name) = attribute(input, "name") else { continue };
            fields.insert(name, attribute(input, "value").unwrap_or_default());
        }
        for (name, value) in [("login", "alice"), ("password", "pw")] {
            fields.entry(name.to_owned()).and_modify(|field| *field = value.to_owned());
        }
        if self.choice == UserChoice::Refuse && fields.contains_key("confirm") {
            fields.insert("abort".to_owned(), "yes".to_owned());
            self.has_refused = true;
        }
        Some((attribute(form, "action")?, fields))
    }
}

/// Returns an attribute of the first tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let value = tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
    Some(value.replace("&amp;", "&"))
}
