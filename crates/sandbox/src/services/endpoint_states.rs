//! Owns what the stand-in forgets of VPC endpoints: how far each is on its way (`pending`, `available`, `deleting`,
//! gone), when it was made, its address type, and which creation a token stands for. Refuses to sleep; the pace decides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use winterbaume_core::MockResponse;
use winterbaume_ec2::Ec2StateView;
use winterbaume_ec2::views::VpcEndpointView;

use super::Tempo;
use super::endpoints::{self, Form, list};
use crate::course::Course;
use crate::wire::Refusal;

const PENDING: &str = "pending";
const AVAILABLE: &str = "available";
const DELETING: &str = "deleting";
const DELETED: &str = "deleted";

/// The endpoints of the seed are as old as their VPC: 2026-02-03T04:00:00Z.
const SEEDED_AT: i64 = 1_770_091_200_000;

/// What is noted of one endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) now: String,
    pub(super) made_at: i64,
    pub(super) ip_address_type: String,
    course: Option<Course<String>>,
}

impl Default for State {
    fn default() -> Self {
        Self { now: AVAILABLE.to_owned(), made_at: SEEDED_AT, ip_address_type: "ipv4".to_owned(), course: None }
    }
}

impl State {
    pub(super) fn is_available(&self) -> bool {
        self.now == AVAILABLE
    }

    pub(super) fn is_going(&self) -> bool {
        self.now == DELETING
    }
}

/// Which endpoint a client's token made, and what was asked of it.
#[derive(Debug, Serialize, Deserialize)]
struct Token {
    id: String,
    asked: Form,
}

/// The notes of one Region's endpoints.
pub(super) struct States<'a> {
    pub(super) tempo: &'a Tempo,
    pub(super) region: &'a str,
}

impl States<'_> {
    pub(super) fn of(&self, id: &str) -> State {
        self.tempo.notes.get(self.region, &note(id)).unwrap_or_default()
    }

    /// Moves every endpoint as far as the pace allows; the ids of those that are gone.
    pub(super) fn advance(&self, read: bool) -> Vec<String> {
        let mut gone = Vec::new();
        for id in self.tempo.notes.names(self.region, "endpoint/") {
            let mut state = self.of(&id);
            let Some(course) = &mut state.course else { continue };
            let due = course.due(self.tempo.pace(), self.tempo.now_ms(), read);
            state.course.take_if(|course| course.is_over());
            if let Some((reached, _)) = due.into_iter().last() {
                state.now = reached;
            } else if !read {
                continue;
            }
            if state.now == DELETED {
                self.tempo.notes.forget(self.region, &note(&id));
                gone.push(id);
            } else {
                self.tempo.notes.set(self.region, &note(&id), &state);
            }
        }
        gone
    }

    /// The answer to a creation that was asked before with the same token, while its endpoint is there.
    pub(super) fn repeated(&self, form: &Form, view: &Ec2StateView) -> Result<Option<MockResponse>, Refusal> {
        let Some(token) = form.get("ClientToken") else { return Ok(None) };
        let Some(made) = self.tempo.notes.get::<Token>(self.region, &token_note(token)) else { return Ok(None) };
        if made.asked != *form {
            let message = "The client token has been used before with other parameters.";
            return Err(Refusal::new("IdempotentParameterMismatch", message));
        }
        let there = view.vpc_endpoints.get(&made.id);
        Ok(there.map(|endpoint| endpoints::created(endpoint, view, &self.of(&made.id))))
    }

    /// Notes a new endpoint, which is pending at first when it is one with interfaces.
    pub(super) fn made(&self, form: &Form, endpoint: &VpcEndpointView) -> State {
        let now = self.tempo.now_ms();
        let usual = State::default();
        let interface = endpoint.endpoint_type == "Interface";
        let state = State {
            now: if interface { PENDING } else { AVAILABLE }.to_owned(),
            made_at: now,
            ip_address_type: form.get("IpAddressType").cloned().unwrap_or(usual.ip_address_type),
            course: interface.then(|| Course::new(now, [AVAILABLE.to_owned()])),
        };
        self.tempo.notes.set(self.region, &note(&endpoint.endpoint_id), &state);
        if let Some(token) = form.get("ClientToken") {
            let made = Token { id: endpoint.endpoint_id.clone(), asked: form.clone() };
            self.tempo.notes.set(self.region, &token_note(token), &made);
        }
        state
    }

    /// Notes that an endpoint gets or loses interfaces, and is pending again.
    pub(super) fn moves(&self, id: &str) {
        let mut state = self.of(id);
        PENDING.clone_into(&mut state.now);
        state.course = Some(Course::new(self.tempo.now_ms(), [AVAILABLE.to_owned()]));
        self.tempo.notes.set(self.region, &note(id), &state);
    }

    /// `DeleteVpcEndpoints`: what exists sets out on its way, what does not is told.
    pub(super) fn delete(&self, form: &Form, view: &Ec2StateView) -> MockResponse {
        let mut unsuccessful = BTreeMap::new();
        for id in list(form, "VpcEndpointId") {
            if !view.vpc_endpoints.contains_key(id) {
                unsuccessful.insert(id, format!("The Vpc Endpoint Id '{id}' does not exist"));
                continue;
            }
            let mut state = self.of(id);
            if !state.is_going() {
                DELETING.clone_into(&mut state.now);
                state.course = Some(Course::new(self.tempo.now_ms(), [DELETED.to_owned()]));
                self.tempo.notes.set(self.region, &note(id), &state);
            }
        }
        endpoints::deleted(&unsuccessful)
    }
}

fn note(id: &str) -> String {
    format!("endpoint/{id}")
}

fn token_note(token: &str) -> String {
    format!("endpoint-token/{token}")
}
