//! What a draft chooses from: everything that the account has of a kind, read anew at each question.

use ard_core::image::Selector;
use ard_core::options::{KeyOption, ParameterOption, SecretOption, WebAclOption};
use ard_core::role::{self, Principal};
use ard_core::service::{
    AutoScalingOption, ConnectionOption, ConnectorOption, Image, ImageDetail, ObservabilityOption, Repository,
    RoleOption,
};
use ard_core::session::SessionRef;
use ard_core::vpc::{InterfaceEndpoint, Network};

use crate::queries::not_found;
use crate::{Answer, Engine};

impl Engine {
    /// The account's private ECR repositories in the session's Region.
    pub async fn repositories(&self, session: &SessionRef) -> Answer<Vec<Repository>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.ecr.repositories().await.map_err(|fault| session.reading(&fault))
    }

    /// The images of a private ECR repository, newest first.
    pub async fn images(&self, session: &SessionRef, repository: &str) -> Answer<Vec<Image>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.ecr.images(repository).await.map_err(|fault| session.reading(&fault))
    }

    /// One image of a private ECR repository, with what its configuration says.
    pub async fn image(&self, session: &SessionRef, repository: &str, digest: &str) -> Answer<ImageDetail> {
        let session = self.shared.sessions.for_reading(session).await?;
        let found = session.clients.ecr.image(repository, &Selector::Digest(digest.to_owned())).await;
        found.map_err(|fault| session.reading(&fault))?.ok_or_else(not_found)
    }

    /// The account's roles, those that a principal of App Runner may assume first. Roles that belong to services of AWS
    /// are left out: nobody can choose them.
    pub async fn roles(&self, session: &SessionRef, principal: Principal) -> Answer<Vec<RoleOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let roles = session.clients.iam.roles().await.map_err(|fault| session.reading(&fault))?;
        let choosable = roles.into_iter().filter(|found| !role::is_service_linked(&found.arn));
        let mut options: Vec<RoleOption> = choosable
            .map(|found| RoleOption {
                is_trusted: role::trusts(&found.trust, principal),
                trusted: role::trusted_parties(&found.trust),
                can_repair: role::trust_with(&found.trust, principal).is_some(),
                name: found.name,
                arn: found.arn,
            })
            .collect();
        // They come by name, and stay so among themselves.
        options.sort_by_key(|option| !option.is_trusted);
        Ok(options)
    }

    /// The account's VPC connectors.
    pub async fn connectors(&self, session: &SessionRef) -> Answer<Vec<ConnectorOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.connectors().await.map_err(|fault| session.reading(&fault))
    }

    /// The networks of the account in the session's Region. A check knows of them from then on.
    pub async fn network(&self, session: &SessionRef) -> Answer<Network> {
        let session = self.shared.sessions.for_reading(session).await?;
        let network = session.clients.ec2.network().await.map_err(|fault| session.reading(&fault))?;
        session.learn_network(&network);
        Ok(network)
    }

    /// The interface endpoints for App Runner's requests. A check knows of them from then on.
    pub async fn endpoints(&self, session: &SessionRef) -> Answer<Vec<InterfaceEndpoint>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.read_endpoints().await.map_err(|fault| session.reading(&fault))
    }

    /// The account's observability configurations.
    pub async fn observability(&self, session: &SessionRef) -> Answer<Vec<ObservabilityOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.apprunner.observability().await.map_err(|fault| session.reading(&fault))
    }

    /// The account's connections to providers of source code. A check knows of them at once.
    pub async fn connections(&self, session: &SessionRef) -> Answer<Vec<ConnectionOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let connections = session.clients.apprunner.connections().await.map_err(|fault| session.reading(&fault))?;
        session.learn_connections(&connections);
        Ok(connections)
    }

    /// The account's auto scaling configurations in all their revisions, with their numbers as far as those can be read.
    pub async fn auto_scaling(&self, session: &SessionRef) -> Answer<Vec<AutoScalingOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        let apprunner = &session.clients.apprunner;
        let mut options = Vec::new();
        for option in apprunner.auto_scaling().await.map_err(|fault| session.reading(&fault))? {
            options.push(apprunner.auto_scaling_numbers(option.clone()).await.unwrap_or(option));
        }
        Ok(options)
    }

    /// The account's secrets.
    pub async fn secrets(&self, session: &SessionRef) -> Answer<Vec<SecretOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.secrets.list().await.map_err(|fault| session.reading(&fault))
    }

    /// The account's parameters.
    pub async fn parameters(&self, session: &SessionRef) -> Answer<Vec<ParameterOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.parameters.list().await.map_err(|fault| session.reading(&fault))
    }

    /// The keys that the account manages itself.
    pub async fn keys(&self, session: &SessionRef) -> Answer<Vec<KeyOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.kms.keys().await.map_err(|fault| session.reading(&fault))
    }

    /// The web ACLs of the session's Region.
    pub async fn web_acls(&self, session: &SessionRef) -> Answer<Vec<WebAclOption>> {
        let session = self.shared.sessions.for_reading(session).await?;
        session.clients.waf.web_acls().await.map_err(|fault| session.reading(&fault))
    }
}
