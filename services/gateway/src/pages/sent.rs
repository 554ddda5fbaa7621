//! A code that is on its way: what the code pages of reset and registration have in common.
//!
//! A call says no reference: three letters are hard to make out on the phone, and there is one call at a time. What a call
//! says once it is answered is not written before it has ended: with its end there is no code to type, but another call to
//! ask for.

use rekey_wire::http::{ChallengeView, ChannelView};

use crate::pages::Mask;
use crate::pages::frame::Frame;
use crate::pages::proofs::call_end;
use crate::texts::{Markup, Texts, escape};

/// A code that was sent, or is read out in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// How it travels.
    pub channel: ChannelView,
    /// Where it goes.
    pub mask: Option<Mask>,
    /// Its digits, 6 to 8.
    pub digits: u8,
    /// The three letters of its message; empty for a call.
    pub reference: String,
    /// How its call ended before anybody listened, as in text keys.
    pub end: Option<&'static str>,
}

impl Sent {
    /// The code of a challenge; none where it asks for no code.
    pub fn new(channel: ChannelView, mask: Option<Mask>, challenge: &ChallengeView) -> Option<Self> {
        Some(Self::of(channel, mask, challenge.code_length?).with(challenge))
    }

    /// A code of which no more is known than its digits.
    pub fn of(channel: ChannelView, mask: Option<Mask>, digits: u8) -> Self {
        Self { channel, mask, digits: digits.clamp(6, 8), reference: String::new(), end: None }
    }

    fn with(self, challenge: &ChallengeView) -> Self {
        let reference = challenge.reference.clone().filter(|_| !self.is_call()).unwrap_or_default();
        Self { reference, end: challenge.call_end.map(call_end), ..self }
    }

    const fn is_call(&self) -> bool {
        matches!(self.channel, ChannelView::Voice)
    }

    /// Name of the page's title.
    pub const fn title(&self) -> &'static str {
        match self.channel {
            ChannelView::Email => "code-title-email",
            ChannelView::Sms => "code-title-sms",
            ChannelView::Voice => "code-title-voice",
        }
    }

    /// What comes before the field: where the code goes and how it is known, or how its call ended.
    pub fn head(&self, frame: &Frame) -> Markup {
        if let Some(end) = self.end {
            return self.over(frame, end);
        }
        let lead = self.lead(frame);
        let reference = if self.reference.is_empty() { String::new() } else { self.reference(&frame.t) };
        Markup::trusted(format!("<p class=\"lead\">{lead}</p>{reference}"))
    }

    fn lead(&self, frame: &Frame) -> Markup {
        let mask = self.mask.as_ref().map(Mask::markup).unwrap_or_default();
        let key = if self.is_call() { "call-code-lead" } else { "code-sent-to" };
        frame.t.with(key).arg("house", &frame.visit.house).count("digits", self.digits).mask(mask).markup()
    }

    fn reference(&self, texts: &Texts) -> String {
        let (tag, words) = (escape(&self.reference), texts.with("code-reference").arg("reference", &self.reference));
        format!(
            "<div class=\"reference\"><span class=\"tag\" aria-hidden=\"true\">{tag}</span><span>{}</span></div>",
            words.markup()
        )
    }

    fn over(&self, frame: &Frame, end: &str) -> Markup {
        let texts = frame.t;
        let own = texts.find(&format!("call-code-end-{end}"));
        Markup::trusted(format!(
            "<div class=\"notice warn\">{}<div><strong>{}</strong><p>{}</p></div></div>",
            frame.icon("warning"),
            escape(&texts.say(&format!("call-end-{end}-title"))),
            escape(&own.unwrap_or_else(|| texts.say(&format!("call-end-{end}"))))
        ))
    }

    /// What asks for another one.
    pub fn again(&self, texts: &Texts) -> String {
        texts.say(if self.is_call() { "call-try-again" } else { "code-again" })
    }

    /// What is good to know while nothing comes.
    pub fn patience(&self, texts: &Texts) -> Markup {
        match self.channel {
            ChannelView::Email => texts.rich("code-patience-email"),
            ChannelView::Sms => texts.rich("code-patience"),
            ChannelView::Voice => texts.rich("call-not-you"),
        }
    }

    /// Why nothing may come at all.
    pub fn nothing_arrives(&self, frame: &Frame) -> Markup {
        frame.with_contact(match self.channel {
            ChannelView::Email => "code-nothing-arrives-email",
            ChannelView::Sms => "code-nothing-arrives",
            ChannelView::Voice => "call-nothing-arrives",
        })
    }
}
