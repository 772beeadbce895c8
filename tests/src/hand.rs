//! A hand: uses the window as a person does, by what is seen and by keys, and waits until things are there.

use std::future::Future;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;
use tokio::process::Command;

use crate::{Outcome, words};

/// How long a person would wait for the window before calling it broken.
const SOON: Duration = Duration::from_secs(10);
/// How long a click may take to show its effect.
const AT_ONCE: Duration = Duration::from_secs(2);
/// How long an operation of App Runner may take.
const LATER: Duration = Duration::from_secs(90);

/// Uses one window.
pub struct Hand {
    client: Client,
    display: String,
    pictures: Option<PathBuf>,
}

impl Hand {
    pub(crate) fn new(client: Client, display: String, pictures: Option<PathBuf>) -> Self {
        Self { client, display, pictures }
    }

    /// Waits until a text is on the screen.
    pub async fn see(&self, text: &str) -> Outcome {
        self.see_within(text, SOON).await
    }

    /// Waits until a text is on the screen, as long as App Runner may take.
    pub async fn see_later(&self, text: &str) -> Outcome {
        self.see_within(text, LATER).await
    }

    async fn see_within(&self, text: &str, patience: Duration) -> Outcome {
        let seen = eventually(patience, async || self.shows(text).await.then_some(())).await;
        match seen {
            Some(()) => Ok(()),
            None => Err(format!("“{text}” is not on the screen, which says:\n{}", self.screen().await)),
        }
    }

    /// Waits until a text is not on the screen any more.
    pub async fn see_no_more(&self, text: &str) -> Outcome {
        let gone = eventually(SOON, async || (!self.shows(text).await).then_some(())).await;
        gone.ok_or_else(|| format!("“{text}” is still on the screen"))
    }

    /// Whether a text is on the screen now.
    pub async fn shows(&self, text: &str) -> bool {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        flat(&self.screen().await).contains(&flat(text))
    }

    /// All text on the screen.
    pub async fn screen(&self) -> String {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Presses a button, link, tab or menu entry by its name.
    pub async fn press(&self, name: &str) -> Outcome {
        let name = quoted(name);
        let kinds = ["self::button", "self::a", "@role='button'", "@role='tab'", "@role='menuitem'"].join(" or ");
        let path = format!("//*[{kinds}][normalize-space(.)={name} or @aria-label={name}]");
        self.click(&path, &name).await
    }

    /// Closes the dialog that says something, and makes sure that it is closed: as what it follows ends, it changes its
    /// height, and moves.
    pub async fn close(&self, said: &str) -> Outcome {
        let closed = eventually(SOON, async || {
            self.press("Close").await.ok()?;
            eventually(AT_ONCE, async || (!self.shows(said).await).then_some(())).await
        })
        .await;
        closed.ok_or_else(|| format!("the dialog that says “{said}” cannot be closed"))
    }

    /// Presses a button by what its name begins with: what is read out of a box goes on with all that it says.
    pub async fn press_box(&self, name: &str) -> Outcome {
        let name = quoted(name);
        self.click(&format!("//button[starts-with(@aria-label, {name})]"), &name).await
    }

    /// Presses the last button of that name: in a dialog, which lies above the rest.
    pub async fn press_last(&self, name: &str) -> Outcome {
        let path = button(name);
        self.click(&format!("({path})[last()]"), name).await
    }

    /// Unfolds a section of a form by its title, and makes sure that it is unfolded then.
    pub async fn unfold(&self, title: &str) -> Outcome {
        let title = quoted(title);
        let named = format!("starts-with(normalize-space(.), {title})");
        let path = format!("//*[@aria-expanded='false'][{named} or @aria-labelledby=//*[{named}]/@id]");
        self.click(&path, &title).await?;
        let unfolded = eventually(SOON, async || {
            let is_open = eventually(AT_ONCE, async || self.visible(&path).await.is_none().then_some(())).await;
            // A section that was put together anew meanwhile was not pressed.
            if is_open.is_none() {
                self.visible(&path).await?.click().await.ok()?;
            }
            is_open
        })
        .await;
        unfolded.ok_or_else(|| format!("{title} cannot be unfolded"))
    }

    /// Chooses a tile or radio button by its title, and makes sure that it is chosen then: a form that is still
    /// unfolding can move under the pointer.
    pub async fn choose(&self, title: &str) -> Outcome {
        self.choose_at(&choice(title), title).await
    }

    /// Chooses the last tile or radio button of that title: sections have choices of the same name.
    pub async fn choose_last(&self, title: &str) -> Outcome {
        self.choose_at(&format!("({})[last()]", choice(title)), title).await
    }

    async fn choose_at(&self, path: &str, title: &str) -> Outcome {
        // The nearest radio button is that of the choice itself; the group has the others too.
        const CHOSEN: &str = "let box = arguments[0]; while (!box.querySelector('input[type=radio]')) { \
                              box = box.parentElement } return box.querySelector('input[type=radio]').checked";
        let chosen = eventually(SOON, async || {
            let element = self.visible(path).await?;
            self.scroll_to(&element).await?;
            if !self.is_at_rest(&element).await? {
                return None;
            }
            element.click().await.ok()?;
            eventually(AT_ONCE, async || (self.ask(&element, CHOSEN).await? == true).then_some(())).await
        })
        .await;
        match chosen {
            Some(()) => Ok(()),
            None => Err(format!("{title} cannot be chosen; the screen says:\n{}", self.screen().await)),
        }
    }

    /// Chooses an item of an open menu by a text in it.
    pub async fn choose_item(&self, text: &str) -> Outcome {
        let text = quoted(text);
        let path = format!("//*[starts-with(@role, 'menuitem')][contains(normalize-space(.), {text})]");
        self.click(&path, &text).await
    }

    /// Selects the row of a table in which a text stands.
    pub async fn select_row(&self, text: &str) -> Outcome {
        let text = quoted(text);
        self.click(&format!("//tr[contains(normalize-space(.), {text})]/td[1]//label"), &text).await
    }

    /// Picks an option of a select by the select's label, and makes sure that it is the one that is shown then: a list
    /// that is still unfolding can move under the pointer.
    pub async fn pick(&self, label: &str, option: &str) -> Outcome {
        let name = quoted(option);
        let path = format!("//*[@role='option'][contains(normalize-space(.), {name})]");
        let picked = eventually(SOON, async || {
            let field = self.field(label).await.ok()?;
            // A list that is there already would be folded by another click.
            if self.visible(&path).await.is_none() {
                field.click().await.ok()?;
            }
            eventually(AT_ONCE, async || self.visible(&path).await).await?.click().await.ok()?;
            eventually(AT_ONCE, async || self.text_of(&field).await?.contains(option).then_some(())).await
        })
        .await;
        match picked {
            Some(()) => Ok(()),
            None => Err(format!("{option} cannot be picked; the screen says:\n{}", self.screen().await)),
        }
    }

    /// Picks, or unpicks, options of a select that takes several, by the select's label, and makes sure of each.
    pub async fn pick_several(&self, label: &str, options: &[&str]) -> Outcome {
        const PICKED: &str = "return arguments[0].getAttribute('aria-selected')";
        self.field(label).await?.click().await.map_err(words)?;
        for option in options {
            let name = quoted(option);
            let path = format!("//*[@role='option'][contains(normalize-space(.), {name})]");
            let before = self.ask(&self.find(&path, option).await?, PICKED).await;
            let turned = eventually(SOON, async || {
                let element = self.visible(&path).await?;
                self.scroll_to(&element).await?;
                // A second click would turn back what the first has turned.
                if self.ask(&element, PICKED).await == before {
                    element.click().await.ok()?;
                }
                eventually(AT_ONCE, async || {
                    let now = self.ask(&self.visible(&path).await?, PICKED).await;
                    (now != before).then_some(())
                })
                .await
            })
            .await;
            turned.ok_or_else(|| format!("{option} cannot be picked"))?;
        }
        self.keys(&char::from(Key::Escape).to_string()).await
    }

    /// Replaces what stands in a field by its label.
    pub async fn write(&self, label: &str, text: &str) -> Outcome {
        // What just closed may still lie over it.
        let field = eventually(SOON, async || {
            let field = self.field(label).await.ok()?;
            field.click().await.ok()?;
            Some(field)
        })
        .await;
        let field = field.ok_or_else(|| format!("{label} cannot be written into"))?;
        let keys =
            format!("{}a{}{}{text}", char::from(Key::Control), char::from(Key::Control), char::from(Key::Backspace));
        field.send_keys(&keys).await.map_err(words)
    }

    /// Puts a text into a field by its label at once, as pasting does.
    pub async fn paste(&self, label: &str, text: &str) -> Outcome {
        self.field(label).await?.click().await.map_err(words)?;
        let text = serde_json::to_string(text).map_err(words)?;
        self.evaluate(&format!("return document.execCommand('insertText', false, {text})")).await.map(drop)
    }

    /// Presses keys wherever the focus is.
    pub async fn keys(&self, keys: &str) -> Outcome {
        let focus = self.client.active_element().await.map_err(words)?;
        focus.send_keys(keys).await.map_err(words)
    }

    /// Goes forward by the tabulator until what has a name, or one that begins so, has the focus.
    pub async fn tab_to(&self, name: &str) -> Outcome {
        const MOST: usize = 160;
        for _ in 0..MOST {
            if self.focus().await?.starts_with(name) {
                return Ok(());
            }
            self.keys(&char::from(Key::Tab).to_string()).await?;
        }
        Err(format!("{name} is not reached by the tabulator"))
    }

    /// The name of what has the focus: its label, its text, its tag.
    pub async fn focus(&self) -> Outcome<String> {
        const NAME: &str = "const e = document.activeElement; const l = e.id && document.querySelector(`label[for=\"${e.id}\"]`); \
                            const by = (e.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText || '').join(' ').trim(); \
                            return (l ? l.innerText : e.getAttribute('aria-label') || by || e.innerText || e.tagName).trim()";
        let name = self.client.execute(NAME, Vec::new()).await.map_err(words)?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until what has a name has the focus.
    pub async fn see_focus(&self, name: &str) -> Outcome {
        let there = eventually(SOON, async || (self.focus().await.ok()? == name).then_some(())).await;
        match there {
            Some(()) => Ok(()),
            None => Err(format!("{name} has not the focus, which is on {:?}", self.focus().await)),
        }
    }

    /// Whether the last button of that name may be pressed.
    pub async fn may_press_last(&self, name: &str) -> Outcome<bool> {
        let path = button(name);
        let button = self.find(&format!("({path})[last()]"), name).await?;
        is_disabled(&button).await.map(|disabled| !disabled).ok_or_else(|| format!("{name} is gone"))
    }

    /// Waits for something outside the window.
    pub async fn wait_for<T, F: Future<Output = Option<T>>>(&self, what: &str, look: impl Fn() -> F) -> Outcome<T> {
        eventually(SOON, look).await.ok_or_else(|| format!("{what} did not come"))
    }

    /// Scrolls until a heading is at the top of what is seen.
    pub async fn scroll_to_heading(&self, title: &str) -> Outcome {
        let title = quoted(title);
        let heading = self.find(&format!("//*[self::h2 or self::h3][normalize-space(.)={title}]"), &title).await?;
        let heading = serde_json::to_value(&heading).map_err(words)?;
        let scroll = "arguments[0].scrollIntoView({ block: 'start', behavior: 'instant' }); scrollBy(0, -120)";
        self.client.execute(scroll, vec![heading]).await.map(drop).map_err(words)
    }

    /// Writes down from now on what Rust answers to the page; [`Self::heard`] reads it.
    pub async fn listen(&self) -> Outcome {
        const LISTEN: &str = "window.heardByTests = []; const ask = window.fetch; \
                              window.fetch = async (...words) => { const answer = await ask(...words); \
                              window.heardByTests.push(await answer.clone().text()); return answer; }";
        self.evaluate(LISTEN).await.map(drop)
    }

    /// What Rust has answered since [`Self::listen`].
    pub async fn heard(&self) -> Outcome<Vec<String>> {
        let heard = self.evaluate("return window.heardByTests").await?;
        serde_json::from_value(heard).map_err(words)
    }

    /// Makes the window so many pixels wide, as narrow as it may be.
    pub async fn narrow(&self, width: u32) -> Outcome {
        self.client.set_window_size(width, 860).await.map_err(words)?;
        self.wait_for(&format!("a window {width} px wide"), async || {
            let now = self.evaluate("return window.innerWidth").await.ok()?;
            (now.as_u64() == Some(width.into())).then_some(())
        })
        .await
    }

    /// By how many pixels the page is wider than its window.
    pub async fn overflow(&self) -> Outcome<i64> {
        let page = "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth";
        self.evaluate(page).await?.as_i64().ok_or_else(|| "the page has no width".to_owned())
    }

    /// Evaluates JavaScript in the page.
    pub async fn evaluate(&self, script: &str) -> Outcome<Value> {
        self.client.execute(script, Vec::new()).await.map_err(words)
    }

    /// Evaluates JavaScript that answers by its callback, the last argument.
    pub async fn evaluate_async(&self, script: &str) -> Outcome<Value> {
        self.client.execute_async(script, Vec::new()).await.map_err(words)
    }

    /// Takes a picture of the window, if pictures are wanted. It is taken from the display: the driver's own pictures
    /// may show the frame before, and may never come while nothing moves.
    pub async fn picture(&self, name: &str) -> Outcome {
        const SETTLED: Duration = Duration::from_millis(300);
        let Some(directory) = &self.pictures else { return Ok(()) };
        tokio::time::sleep(SETTLED).await;
        std::fs::create_dir_all(directory).map_err(words)?;
        let taken = Command::new("import")
            .args(["-display", &self.display, "-window", "root", "-crop", "1280x860+0+0", "+repage"])
            .arg(directory.join(format!("{name}.png")))
            .status()
            .await;
        match taken {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("import ended with {status}")),
            Err(error) => Err(format!("import: {error}")),
        }
    }

    async fn field(&self, label: &str) -> Outcome<Element> {
        let name = quoted(label);
        // Fields of a list say their rows where a reader of the screen hears it.
        let row = format!("//input[@aria-label={name}]");
        if let Some(field) = self.visible(&row).await {
            self.scroll_to(&field).await.ok_or_else(|| format!("{name} cannot be scrolled to"))?;
            return Ok(field);
        }
        // A label may say more than its name, such as that it is optional; the name alone comes first.
        let exact = format!("//label[@for][normalize-space(.)={name}]");
        let path = match self.visible(&exact).await {
            Some(_) => exact,
            None => format!("//label[@for][starts-with(normalize-space(.), {name})]"),
        };
        let label = self.find(&path, &name).await?;
        let id = label.attr("for").await.map_err(words)?.unwrap_or_default();
        let field = self.client.find(Locator::Id(&id)).await.map_err(words)?;
        self.scroll_to(&field).await.ok_or_else(|| format!("{name} cannot be scrolled to"))?;
        Ok(field)
    }

    async fn click(&self, path: &str, name: &str) -> Outcome {
        let clicked = eventually(SOON, async || {
            let element = self.visible(path).await?;
            if is_disabled(&element).await? {
                return None;
            }
            self.scroll_to(&element).await?;
            if !self.is_at_rest(&element).await? {
                return None;
            }
            element.click().await.ok()
        })
        .await;
        match clicked {
            Some(()) => Ok(()),
            None => Err(format!("{name} cannot be pressed; the screen says:\n{}", self.screen().await)),
        }
    }

    /// Whether something stays where it is for a frame: what is still unfolding would be missed.
    async fn is_at_rest(&self, element: &Element) -> Option<bool> {
        const PLACE: &str = "const { x, y } = arguments[0].getBoundingClientRect(); return [x, y]";
        const FRAME: Duration = Duration::from_millis(17);
        let before = self.ask(element, PLACE).await?;
        tokio::time::sleep(FRAME).await;
        Some(self.ask(element, PLACE).await? == before)
    }

    async fn text_of(&self, element: &Element) -> Option<String> {
        self.ask(element, "return arguments[0].innerText").await?.as_str().map(str::to_owned)
    }

    /// Evaluates JavaScript with an element as its first argument.
    async fn ask(&self, element: &Element, script: &str) -> Option<Value> {
        let element = serde_json::to_value(element).ok()?;
        self.client.execute(script, vec![element]).await.ok()
    }

    /// Scrolls until something is in the middle, clear of what lies over the edges.
    async fn scroll_to(&self, element: &Element) -> Option<()> {
        let element = serde_json::to_value(element).ok()?;
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.client.execute(scroll, vec![element]).await.ok().map(drop)
    }

    async fn find(&self, path: &str, name: &str) -> Outcome<Element> {
        let found = eventually(SOON, async || self.visible(path).await).await;
        match found {
            Some(element) => Ok(element),
            None => Err(format!("{name} is not there; the screen says:\n{}", self.screen().await)),
        }
    }

    async fn visible(&self, path: &str) -> Option<Element> {
        for element in self.client.find_all(Locator::XPath(path)).await.ok()? {
            if element.is_displayed().await.unwrap_or_default() {
                return Some(element);
            }
        }
        None
    }
}

/// Looks until there is an answer or patience ends.
async fn eventually<T, F: Future<Output = Option<T>>>(patience: Duration, look: impl Fn() -> F) -> Option<T> {
    let since = Instant::now();
    loop {
        // A driver that does not answer must not hold up the whole journey.
        if let Ok(Some(found)) = tokio::time::timeout(patience, look()).await {
            return Some(found);
        }
        if since.elapsed() > patience {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn is_disabled(element: &Element) -> Option<bool> {
    let disabled = element.attr("disabled").await.ok()?.is_some();
    Some(disabled || element.attr("aria-disabled").await.ok()?.as_deref() == Some("true"))
}

/// A tile or radio button of that title.
fn choice(title: &str) -> String {
    format!("//*[@role='radiogroup']//*[normalize-space(text())={}]", quoted(title))
}

fn button(name: &str) -> String {
    let name = quoted(name);
    format!("//button[normalize-space(.)={name} or @aria-label={name}]")
}

/// A text as XPath writes it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
