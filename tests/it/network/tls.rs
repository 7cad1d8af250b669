//! TLS with certificates of a root that the test creates, and HTTP/2 over TLS. The server is hyper's, since the mock server supports
//! neither.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use matrix_openapi::client_server::Client;
use matrix_openapi::media::Body;
use matrix_openapi::{Error, reqwest};
use matrix_openapi_testing::chunks;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::{bounded, builder};

const LIMIT: Duration = Duration::from_secs(20);

/// A request that the server has received: the HTTP version, the `Authorization` header, and the body.
type SeenRequest = (Version, Option<String>, Bytes);

/// A server with TLS for one name, and the root of its certificate.
struct TlsServer {
    url: String,
    root: CertificateDer<'static>,
    requests: Arc<Mutex<Vec<SeenRequest>>>,
    connections: Arc<AtomicUsize>,
}

impl TlsServer {
    /// Starts a server with a certificate for `name`, which offers these protocols.
    async fn start(name: &str, protocols: &[&str]) -> Self {
        let (root, certificate, key) = certificates(name);
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let requests: Arc<Mutex<Vec<SeenRequest>>> = Arc::default();
        let connections: Arc<AtomicUsize> = Arc::default();
        let (seen, accepted) = (Arc::clone(&requests), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
                tokio::spawn(async move {
                    // A client that does not trust the certificate hangs up.
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service =
                        hyper::service::service_fn(move |request| respond(request, Arc::clone(&seen)));
                    let server = auto::Builder::new(TokioExecutor::new());
                    let _ = server.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self { url, root, requests, connections }
    }

    fn client(&self) -> Client {
        builder(&self.url, LIMIT).root_certificate(self.certificate()).build().unwrap()
    }

    fn certificate(&self) -> reqwest::Certificate {
        reqwest::Certificate::from_der(&self.root).unwrap()
    }

    fn requests(&self) -> Vec<SeenRequest> {
        self.requests.lock().unwrap().clone()
    }
}

/// Returns a root certificate, and a certificate that it issued for a name, with its key.
fn certificates(name: &str) -> (CertificateDer<'static>, CertificateDer<'static>, PrivateKeyDer<'static>) {
    let mut root = CertificateParams::new(Vec::new()).unwrap();
    // OpenSSL treats a certificate with the same name as its issuer as self-signed.
    root.distinguished_name.push(DnType::CommonName, "the root of the test");
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root_key = KeyPair::generate().unwrap();
    let root_certificate = root.self_signed(&root_key).unwrap();
    let issuer = Issuer::new(root, root_key);
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    (root_certificate.der().clone(), certificate.der().clone(), key)
}

async fn respond(
    request: Request<Incoming>,
    seen: Arc<Mutex<Vec<SeenRequest>>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let authorization = head.headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    seen.lock().unwrap().push((head.version, authorization, body));
    let text = r#"{"user_id":"@a:localhost","content_uri":"mxc://localhost/a"}"#;
    Ok(Response::new(Full::from(text)))
}

#[tokio::test]
async fn a_server_with_an_unknown_root_gets_no_request() {
    let server = TlsServer::start("localhost", &["h2", "http/1.1"]).await;
    let client = builder(&server.url, LIMIT).build().unwrap();
    let error = bounded(client.whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("syt_hidden"), "{error:?}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let server = TlsServer::start("elsewhere.example.org", &["http/1.1"]).await;
    let error = bounded(server.client().whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_root_certificate_is_trusted_and_both_versions_of_http_work() {
    for (protocols, version) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ] {
        let server = TlsServer::start("localhost", protocols).await;
        let client = server.client();
        let me = bounded(client.whoami().send()).await.unwrap();
        assert_eq!(me.user_id, "@a:localhost");
        let body = Body::stream(chunks(&["some ", "content"]));
        bounded(client.upload_content(body).content_type("text/plain").send()).await.unwrap();
        let file = bounded(client.get_content_authed("a", "b").send()).await.unwrap();
        assert!(bounded(file.bytes()).await.unwrap().starts_with(b"{"));
        let bearer = Some("Bearer syt_hidden".to_owned());
        let expected = ["", "some content", ""].map(|body| (version, bearer.clone(), Bytes::from(body)));
        assert_eq!(server.requests(), expected, "{protocols:?}");
    }
}

#[tokio::test]
async fn calls_share_a_connection_of_http_2() {
    let server = TlsServer::start("localhost", &["h2"]).await;
    let client = server.client();
    bounded(client.whoami().send()).await.unwrap();
    let calls = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { bounded(client.whoami().send()).await.unwrap() })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    assert_eq!(server.requests().len(), 51);
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_given_client_uses_its_own_roots() {
    let server = TlsServer::start("localhost", &["h2"]).await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let http = http.tls_certs_merge([server.certificate()]).build().unwrap();
    let client = builder(&server.url, LIMIT).http_client(http).build().unwrap();
    bounded(client.whoami().send()).await.unwrap();
}
