//! A port that refuses connections.

use tokio::net::{TcpListener, TcpSocket};

/// A port on loopback that refuses connections until it is opened.
///
/// The socket is bound but does not listen, so no other test can get the port meanwhile.
pub struct ClosedPort {
    /// The base URL of the port.
    pub url: String,
    socket: TcpSocket,
}

impl ClosedPort {
    /// Reserves a port.
    pub fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        Self { url, socket }
    }

    /// Accepts connections from now on.
    pub fn open(self) -> TcpListener {
        self.socket.listen(1024).unwrap()
    }
}
