//! The way to AWS over the wire: through a proxy on loopback to a server with a certificate of a company's own authority.
//! The endpoint's name is one that no machine has, so that only the proxy can lead there.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ard_aws::{Clock, Common, Keychain, Surroundings, Target, Wallet, Wire, WireNews, connect, try_wire, wire_view};
use ard_core::fault::FaultKind;
use ard_core::keychain::KeychainState;
use ard_core::problem::{Problem, ProblemDetail};
use ard_core::wire::{
    CaFault, CaSource, CertificateFault, ProxyChoice, ProxyFault, ProxyInEffect, ProxyRefusal, ProxySource,
    SystemProxy, WireChoice,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const HOST: &str = "aws.example.test";
const REGION: &str = "ap-northeast-1";
const CA: &str = include_str!("certificates/ca.pem");

/// AWS's side: TLS, and one answer to everything.
struct Server {
    address: std::net::SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let certificates = CertificateDer::pem_slice_iter(include_bytes!("certificates/server.pem"));
        let certificates = certificates.collect::<Result<Vec<_>, _>>().unwrap();
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("certificates/server.key.pem")).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config =
            rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, connections) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&connections);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (stream, config) = (stream.unwrap(), Arc::clone(&config));
                // A client that does not trust the server leaves in the middle.
                std::thread::spawn(move || drop(serve(stream, config)));
            }
        });
        Self { address, connections }
    }
}

fn serve(stream: std::net::TcpStream, config: Arc<rustls::ServerConfig>) -> std::io::Result<()> {
    let tls = rustls::ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = BufReader::new(rustls::StreamOwned::new(tls, stream));
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            if line == "\r\n" {
                break;
            }
        }
        std::io::copy(&mut (&mut stream).take(length), &mut std::io::sink())?;
        let body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
            <Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>A</UserId><Account>123456789012</Account>\
            </GetCallerIdentityResult></GetCallerIdentityResponse>";
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.get_mut().write_all(format!("{head}{body}").as_bytes())?;
        stream.get_mut().flush()?;
    }
}

/// A proxy: what it was asked, and what it says to it.
struct Proxy {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// `refusal` is the status line of a proxy that does not let anybody through.
    async fn start(to: std::net::SocketAddr, refusal: Option<&'static str>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heads);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let kept = Arc::clone(&kept);
                tokio::spawn(async move {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(stream.read_u8().await.unwrap());
                    }
                    kept.lock().unwrap().push(String::from_utf8(head).unwrap());
                    if let Some(refusal) = refusal {
                        let _ = stream.write_all(format!("HTTP/1.1 {refusal}\r\n\r\n").as_bytes()).await;
                        return;
                    }
                    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                    let mut there = TcpStream::connect(to).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut stream, &mut there).await;
                });
            }
        });
        Self { url, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    fn choice(&self, ca: Option<&str>) -> WireChoice {
        manual(&self.url, "", ca)
    }
}

fn manual(url: &str, except: &str, ca: Option<&str>) -> WireChoice {
    let proxy = ProxyChoice::Manual { url: url.to_owned(), except: except.to_owned() };
    WireChoice { proxy, ca_file: ca.map(str::to_owned) }
}

const CONFIG: &str = "[profile p]\nendpoint_url = https://aws.example.test\n\
    [profile q]\nendpoint_url = https://aws.example.test\nca_bundle = ~/ca.pem\n";
const CREDENTIALS: &str = "[p]\naws_access_key_id = A\naws_secret_access_key = s\n\
    [q]\naws_access_key_id = A\naws_secret_access_key = s\n";

fn surroundings(variables: &[(&str, &str)]) -> Surroundings {
    let mut all = vec![("HOME", "/home/a")];
    all.extend_from_slice(variables);
    let files = [
        ("/home/a/.aws/config", CONFIG),
        ("/home/a/.aws/credentials", CREDENTIALS),
        ("/home/a/ca.pem", CA),
        ("/home/a/bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        ("/home/a/empty.pem", ""),
    ];
    Surroundings::made_up(&all, &files)
}

fn common(surroundings: Surroundings) -> Common {
    let wire = Wire::new(surroundings.clone(), Clock::real(), |_| ());
    Common { surroundings, wallet: Wallet::new(None, Keychain::in_memory(KeychainState::Ready)), wire }
}

fn chosen(choice: WireChoice) -> Common {
    let common = common(surroundings(&[]));
    common.wire.choose(choice);
    common
}

/// Who one is, asked all the way.
async fn identity(common: &Common, profile: &str) -> Result<String, FaultKind> {
    let target = Target::Profile(profile.to_owned());
    let clients = connect(common, &target, REGION).await.unwrap();
    clients.sts.identity().await.map(|identity| identity.account).map_err(|fault| fault.kind)
}

async fn refused(common: &Common, profile: &str) -> Problem {
    connect(common, &Target::Profile(profile.to_owned()), REGION).await.unwrap_err()
}

#[tokio::test]
async fn a_proxy_that_was_typed_leads_to_aws_and_its_authority_is_trusted() {
    let server = Server::start();
    let proxy = Proxy::start(server.address, None).await;
    let common = chosen(proxy.choice(Some("~/ca.pem")));
    assert_eq!(identity(&common, "p").await.unwrap(), "123456789012");
    assert!(proxy.heads()[0].starts_with(&format!("CONNECT {HOST}:443 ")), "{:?}", proxy.heads());
    // Sessions share connections (one that is not free yet may cost another one), until the way is laid anew.
    for _ in 0..5 {
        identity(&common, "p").await.unwrap();
    }
    let shared = server.connections.load(Ordering::SeqCst);
    assert!(shared <= 3, "{shared}");
    common.wire.renew();
    identity(&common, "p").await.unwrap();
    assert!(server.connections.load(Ordering::SeqCst) > shared);
    let view = wire_view(&common, &Target::Profile("p".to_owned())).await.unwrap();
    let ca = view.ca.unwrap();
    assert_eq!((ca.source, ca.subjects, ca.fault), (CaSource::Setting, vec!["Example Corp Proxy CA".to_owned()], None));
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_said_to_be_unknown() {
    let proxy = Proxy::start(Server::start().address, None).await;
    let common = chosen(proxy.choice(None));
    let unknown = FaultKind::CertificateRefused { fault: CertificateFault::UnknownIssuer };
    assert_eq!(identity(&common, "p").await.unwrap_err(), unknown);
    // A profile may name it for itself.
    assert_eq!(identity(&common, "q").await.unwrap(), "123456789012");
}

#[tokio::test]
async fn the_environment_names_proxy_password_and_authority() {
    let server = Server::start();
    let proxy = Proxy::start(server.address, None).await;
    let with_password = proxy.url.replace("http://", "http://alice:CANARY@");
    let variables = [("HTTPS_PROXY", with_password.as_str()), ("AWS_CA_BUNDLE", "/home/a/ca.pem")];
    let common = common(surroundings(&variables));
    assert_eq!(identity(&common, "p").await.unwrap(), "123456789012");
    // "alice:CANARY", as the proxy is given it.
    assert!(proxy.heads()[0].contains("Basic YWxpY2U6Q0FOQVJZ"), "{:?}", proxy.heads());
    let view = wire_view(&common, &Target::Profile("p".to_owned())).await.unwrap();
    assert_eq!(view.choice.proxy, ProxyChoice::Environment);
    let shown = ProxyInEffect::Through { proxy: proxy.url.clone(), except: Vec::new(), has_password: true };
    assert_eq!(view.proxy, shown);
    assert!(!format!("{view:?} {common:?}").contains("CANARY"));
}

#[tokio::test]
async fn the_systems_proxy_is_the_default_and_read_anew_with_the_way() {
    let server = Server::start();
    let proxy = Proxy::start(server.address, None).await;
    let named = SystemProxy::Proxy { url: proxy.url.clone(), except: "*.corp".to_owned() };
    let common = common(surroundings(&[("AWS_CA_BUNDLE", "/home/a/ca.pem")]).with_system_proxy(named));
    assert_eq!(identity(&common, "p").await.unwrap(), "123456789012");
    assert_eq!(proxy.heads().len(), 1);
    let script = self::common(surroundings(&[]).with_system_proxy(SystemProxy::Script));
    let view = wire_view(&script, &Target::Profile("p".to_owned())).await.unwrap();
    assert_eq!(view.proxy, ProxyInEffect::Unfollowed { fault: ProxyFault::Script });
}

/// Whether an address with the port of a listener on this machine is asked directly, while a proxy is chosen.
async fn is_asked_directly(host: &str, except: &str) -> bool {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = Proxy::start(address, Some("403 Forbidden")).await;
    let url = format!("https://{host}:{}", address.port());
    let surroundings = surroundings(&[("AWS_ENDPOINT_URL", url.as_str())]);
    let wire = Wire::new(surroundings.clone(), Clock::real(), |_| ());
    wire.choose(manual(&proxy.url, except, None));
    let common = Common { surroundings, wallet: Wallet::new(None, Keychain::in_memory(KeychainState::Ready)), wire };
    let clients = connect(&common, &Target::Profile("p".to_owned()), REGION).await.unwrap();
    tokio::select! {
        accepted = listener.accept() => accepted.is_ok() && proxy.heads().is_empty(),
        // Nobody listens there for the proxy, so it answers itself.
        answer = clients.sts.identity() => answer.is_ok(),
    }
}

#[tokio::test]
async fn what_is_left_out_and_this_machine_are_asked_directly() {
    // An address that leads to this machine and that no rule takes for it.
    let disguised = "[::ffff:127.0.0.1]";
    assert!(!is_asked_directly(disguised, "").await);
    assert!(is_asked_directly(disguised, "*.corp.example, ::ffff:127.0.0.1").await);
    assert!(is_asked_directly("127.0.0.1", "").await);
    assert!(is_asked_directly("localhost", "").await);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_apart() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (status, wanted) in [
        ("407 Proxy Authentication Required", ProxyRefusal::SignIn),
        ("403 Forbidden", ProxyRefusal::Closed),
        ("502 Bad Gateway", ProxyRefusal::Closed),
    ] {
        let proxy = Proxy::start(nobody, Some(status)).await;
        let common = chosen(proxy.choice(None));
        let refusal = FaultKind::ProxyRefused { refusal: wanted };
        assert_eq!(identity(&common, "p").await.unwrap_err(), refusal, "{status}");
    }
    let common = chosen(manual(&format!("http://{nobody}"), "", None));
    let dead = FaultKind::ProxyRefused { refusal: ProxyRefusal::Unreachable };
    assert_eq!(identity(&common, "p").await.unwrap_err(), dead);
}

#[tokio::test]
async fn a_file_of_certificates_that_cannot_be_used_keeps_the_session_closed() {
    for (path, wanted) in [
        ("/home/a/none.pem", CaFault::Missing),
        ("/home/a/bad.pem", CaFault::BadCertificate { number: 1 }),
        ("/home/a/empty.pem", CaFault::NoCertificate),
    ] {
        let common = common(surroundings(&[("AWS_CA_BUNDLE", path)]));
        let (path, source) = (path.to_owned(), CaSource::Environment);
        assert_eq!(refused(&common, "p").await.detail, ProblemDetail::CaUnusable { path, source, fault: wanted });
    }
    // A profile's counts before the setting, and the environment's before both.
    let common = chosen(WireChoice { proxy: ProxyChoice::None, ca_file: Some("~/bad.pem".to_owned()) });
    assert!(connect(&common, &Target::Profile("q".to_owned()), REGION).await.is_ok());
    let ProblemDetail::CaUnusable { source: CaSource::Setting, .. } = refused(&common, "p").await.detail else {
        panic!("the setting's file was passed over")
    };
}

#[tokio::test]
async fn a_proxy_that_cannot_be_used_is_not_passed_over() {
    for (url, fault) in [("socks5://proxy:1080", ProxyFault::Socks), ("http://wpad/p.pac", ProxyFault::Script)] {
        let common = common(surroundings(&[("HTTPS_PROXY", url)]));
        let source = ProxySource::Environment;
        assert_eq!(refused(&common, "p").await.detail, ProblemDetail::ProxyMalformed { fault, source });
    }
    let common = chosen(WireChoice { proxy: ProxyChoice::None, ca_file: None });
    let typed = manual("http://alice:CANARY@proxy:8080", "", None);
    let problem = common.wire.check(&typed).await.unwrap_err();
    let (fault, source) = (ProxyFault::Password, ProxySource::Manual);
    assert_eq!(problem.detail, ProblemDetail::ProxyMalformed { fault, source });
}

#[tokio::test]
async fn a_choice_is_tried_before_it_is_made() {
    let server = Server::start();
    let proxy = Proxy::start(server.address, None).await;
    let common = chosen(WireChoice { proxy: ProxyChoice::None, ca_file: None });
    let target = Target::Profile("p".to_owned());
    let tried = try_wire(&common, &target, REGION, &proxy.choice(Some("~/ca.pem"))).await.unwrap();
    assert_eq!((tried.endpoint, tried.proxy), (format!("https://{HOST}"), Some(proxy.url.clone())));
    let problem = try_wire(&common, &target, REGION, &proxy.choice(None)).await.unwrap_err();
    let fault = CertificateFault::UnknownIssuer;
    assert_eq!((problem.detail, problem.aws), (ProblemDetail::CertificateRefused { fault }, None));
    assert_eq!(common.wire.turn(), 2, "trying changes nothing");
}

#[tokio::test]
async fn calls_tell_of_the_connection_and_of_the_clock() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let news = Arc::new(Mutex::new(Vec::new()));
    let (heard, surroundings) = (Arc::clone(&news), surroundings(&[]));
    // A clock that went back by hours.
    let clock = Clock::made_up(|| SystemTime::now() - Duration::from_hours(5), Duration::default);
    let wire = Wire::new(surroundings.clone(), clock, move |one| heard.lock().unwrap().push(one));
    let common = Common { surroundings, wallet: Wallet::new(None, Keychain::in_memory(KeychainState::Ready)), wire };
    common.wire.choose(manual(&format!("http://{nobody}"), "", None));
    identity(&common, "p").await.unwrap_err();
    assert_eq!(*news.lock().unwrap(), [WireNews::Lost]);
    assert!(common.wire.connectivity(false).offline_since.is_some());
    assert_eq!(common.wire.connectivity(true).offline_since, None);
    let proxy = Proxy::start(Server::start().address, None).await;
    common.wire.choose(proxy.choice(Some("~/ca.pem")));
    identity(&common, "p").await.unwrap();
    assert_eq!(*news.lock().unwrap(), [WireNews::Lost, WireNews::Returned]);
    assert_eq!(common.wire.connectivity(false).offline_since, None);
}
