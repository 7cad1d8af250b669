//! TLS in front of servers that have none. It forwards bytes, so it is handwritten.

use std::sync::{Arc, OnceLock};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rcgen::KeyPair;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A certificate for `localhost`, which all fronts have.
pub struct Tls {
    acceptor: TlsAcceptor,
    /// The certificate as PEM.
    pub certificate: String,
}

impl Tls {
    /// Creates a self-signed certificate.
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap().der().clone();
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines(&BASE64_STANDARD.encode(&certificate))
        );
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        Self { acceptor: TlsAcceptor::from(Arc::new(config)), certificate: pem }
    }

    /// Opens a port whose connections are forwarded to a server that is set later.
    pub async fn front(&self) -> Front {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let name = format!("localhost:{}", listener.local_addr().unwrap().port());
        let server = Arc::<OnceLock<String>>::default();
        let (acceptor, target) = (self.acceptor.clone(), Arc::clone(&server));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, target) = (acceptor.clone(), Arc::clone(&target));
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let Some(target) = target.get() else { return };
                    let Ok(mut server) = TcpStream::connect(target).await else { return };
                    // Either side may hang up at any time.
                    let _ = copy_bidirectional(&mut stream, &mut server).await;
                });
            }
        });
        Front { name, server }
    }
}

/// A port with TLS.
pub struct Front {
    /// The host and port, which is also the name of a homeserver behind it.
    pub name: String,
    server: Arc<OnceLock<String>>,
}

impl Front {
    /// Forwards connections to the server with this URL, which has only a scheme, a host and a port.
    pub fn forward_to(&self, url: &str) {
        self.server.set(url.strip_prefix("http://").unwrap().to_owned()).unwrap();
    }
}

/// Breaks base64 into the lines of PEM.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    lines.join("\n")
}
