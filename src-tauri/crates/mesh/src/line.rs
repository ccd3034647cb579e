//! The line to MESH: one request, signed, within its time. Knows nothing of what an answer means.

use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use mailbox::Trouble;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Method, Response};
use secrecy::ExposeSecret;
use tokio::time::timeout;

use crate::answer::Answer;
use crate::body::read_capped;
use crate::identity::Identity;
use crate::names::recipient;
use crate::setup::Server;
use crate::token::Credentials;
use crate::trouble::Failure;
use crate::{Limits, Proxy, Setup, SetupError, tls};

/// Exactly so, alone: anything else is answered as version 1, or refused.
const VERSION_2: HeaderValue = HeaderValue::from_static("application/vnd.mesh.v2+json");
const USER_AGENT: &str = concat!("linkdesk/", env!("CARGO_PKG_VERSION"));
/// MESH closes an idle connection soon; one that is about to be closed is not taken.
const KEPT_OPEN: Duration = Duration::from_secs(3);

pub(crate) type Clock = Box<dyn Fn() -> Timestamp + Send + Sync>;

pub(crate) struct Line {
    server: Server,
    /// For calls that may be made again.
    shared: Client,
    /// For posts, whose connection nobody else uses: one that MESH is just closing would leave a letter in doubt.
    posting: Client,
    credentials: Credentials,
    clock: Clock,
    pub(crate) limits: Limits,
    pub(crate) certificate_ends: Option<Timestamp>,
}

/// One request, still unsigned. The address begins behind the mailbox's name.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

/// The head of an answer, whose body is still to come.
pub(crate) struct Opened {
    pub(crate) head: Answer,
    pub(crate) response: Response,
}

impl Request {
    pub(crate) fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }
}

impl Line {
    pub(crate) fn new(setup: Setup, clock: Clock) -> Result<Self, SetupError> {
        let server = Server::read(&setup.address)?;
        let mailbox = recipient(&setup.mailbox)?.as_str().to_owned();
        setup.secrets_are_there()?;
        let identity = match &setup.identity {
            Some(pem) => Some(Identity::read(pem, clock())?),
            None if server.is_tls => return Err(SetupError::NoIdentity),
            None => None,
        };
        let certificate_ends = identity.as_ref().map(|identity| identity.ends);
        let config = match identity {
            Some(identity) if server.is_tls => tls::config(&setup.roots, identity)?,
            Some(_) | None => tls::none()?,
        };
        let client = |kept_open| build(&setup, &server, config.clone(), kept_open);

        Ok(Self {
            shared: client(KEPT_OPEN)?,
            posting: client(setup.limits.posts_again)?,
            server,
            credentials: Credentials {
                mailbox,
                password: setup.password,
                shared_key: setup.shared_key,
            },
            clock,
            limits: setup.limits,
            certificate_ends,
        })
    }

    pub(crate) fn mailbox(&self) -> &str {
        &self.credentials.mailbox
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.server.is_tls
    }

    /// A short call: the whole answer, within the time of one.
    pub(crate) async fn ask(&self, request: Request) -> Result<Answer, Failure> {
        let whole = async { self.whole(self.open(&self.shared, request).await?).await };

        in_time(self.limits.answer, whole).await
    }

    /// A call whose answer may be long: its head comes in the time of a short one.
    pub(crate) async fn begin(&self, request: Request) -> Result<Opened, Failure> {
        in_time(self.limits.answer, self.open(&self.shared, request)).await
    }

    /// The whole answer to a post, whose body may take its time to go out.
    pub(crate) async fn hand_over(&self, request: Request) -> Result<Answer, Failure> {
        self.whole(self.open(&self.posting, request).await?).await
    }

    /// The rest of an answer that is no message.
    pub(crate) async fn whole(&self, opened: Opened) -> Result<Answer, Failure> {
        let Opened { mut head, response } = opened;
        head.body = read_capped(response, self.limits.answer_bytes, &self.limits).await?;

        Ok(head)
    }

    async fn open(&self, client: &Client, request: Request) -> Result<Opened, Failure> {
        let url = format!(
            "{}/messageexchange/{}{}",
            self.server.base,
            self.mailbox(),
            request.path
        );
        let mut headers = self.headers(&request.headers)?;
        if request.method != Method::GET && request.body.is_empty() {
            // Otherwise no length would be told of an empty body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let response = client
            .request(request.method, url)
            .headers(headers)
            .body(request.body)
            .send()
            .await
            .map_err(|error| Failure::of(&error))?;
        let head = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: Vec::new(),
            at: (self.clock)(),
        };

        Ok(Opened { head, response })
    }

    /// Signs anew: MESH takes a token only once.
    fn headers(&self, given: &[(&'static str, String)]) -> Result<HeaderMap, Failure> {
        let refused = |_| Failure::not_sent(Trouble::NotUnderstood, "a header cannot be written");
        let token = self.credentials.token((self.clock)());
        let token = token
            .map_err(|_| Failure::not_sent(Trouble::NotReached, "no token could be signed"))?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, VERSION_2);
        headers.insert(AUTHORIZATION, token);
        for (name, value) in given {
            let value = HeaderValue::from_str(value).map_err(refused)?;
            headers.insert(HeaderName::from_static(name), value);
        }

        Ok(headers)
    }
}

pub(crate) async fn in_time<T>(
    most: Duration,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    timeout(most, work)
        .await
        .unwrap_or_else(|_| Err(Failure::open(Trouble::TimedOut, "no whole answer in time")))
}

fn build(
    setup: &Setup,
    server: &Server,
    config: rustls::ClientConfig,
    kept_open: Duration,
) -> Result<Client, SetupError> {
    let builder = Client::builder()
        .tls_backend_preconfigured(config)
        .https_only(server.is_tls)
        .http1_only()
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(setup.limits.connect)
        .pool_idle_timeout(kept_open);
    #[cfg(feature = "fake")]
    let builder = match &setup.names {
        Some(names) => builder.dns_resolver(names.clone()),
        None => builder,
    };

    through(builder, setup, server)?
        .build()
        .map_err(|_| SetupError::NotBuilt)
}

/// A test server on this computer is no proxy's business.
fn through(
    builder: ClientBuilder,
    setup: &Setup,
    server: &Server,
) -> Result<ClientBuilder, SetupError> {
    match &setup.proxy {
        Proxy::System if server.is_tls => Ok(builder),
        Proxy::System | Proxy::None => Ok(builder.no_proxy()),
        Proxy::Address(address) => {
            let proxy = reqwest::Proxy::all(address.expose_secret());

            Ok(builder.proxy(proxy.map_err(|_| SetupError::BadProxy)?))
        }
    }
}
