//! Looking at a virtual display.

use std::time::{Duration, Instant};

use crate::{Outcome, words};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// How long the screen may take to become what it should.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long nothing may move until the screen counts as still.
const STILL: Duration = Duration::from_millis(1500);
/// The share of the picture that may differ: relative ages and the time of the last look.
const TOLERANCE: usize = 200;
/// How often it is looked at. Each look costs the machine something that the looked-at does not get.
const PAUSE: Duration = Duration::from_millis(8);
/// One row of pixels in so many is looked at: fewer than the height of a letter, and a tenth of the work.
const ROWS: u16 = 10;

/// The screen of a display.
pub struct Screen {
    connection: RustConnection,
    root: Window,
    size: (u16, u16),
}

impl Screen {
    /// Opens a display by its name.
    pub fn open(display: &str) -> Outcome<Self> {
        let (connection, number) = RustConnection::connect(Some(display)).map_err(words)?;
        let screen = &connection.setup().roots[number];
        let (root, size) = (screen.root, (screen.width_in_pixels, screen.height_in_pixels));
        Ok(Self { connection, root, size })
    }

    fn look(&self) -> Outcome<Vec<u8>> {
        let (width, height) = self.size;
        let rows = (0..height).step_by(usize::from(ROWS));
        let asked = rows.map(|row| {
            let row = i16::try_from(row).map_err(words)?;
            self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, row, width, 1, !0).map_err(words)
        });
        // All are asked before the first is answered: one round to the server instead of ninety.
        let asked = asked.collect::<Outcome<Vec<_>>>()?;
        let mut image = Vec::new();
        for row in asked {
            image.extend(row.reply().map_err(words)?.data);
        }
        Ok(image)
    }

    /// Until nothing is on it.
    pub fn wait_until_blank(&self) -> Outcome {
        self.until("blank", |image| image.chunks_exact(4).all(|pixel| pixel[..3] == image[..3])).map(drop)
    }

    /// Until nothing moves; answers what is seen then.
    pub fn wait_until_still(&self) -> Outcome<Vec<u8>> {
        let mut last = Vec::new();
        let mut since = Instant::now();
        self.until("still", |image| {
            let blank = image.chunks_exact(4).all(|pixel| pixel[..3] == image[..3]);
            if blank || !alike(&last, image) {
                last = image.to_vec();
                since = Instant::now();
            }
            since.elapsed() > STILL
        })
    }

    /// Until it looks like this; answers the milliseconds since a moment.
    pub fn wait_until_like(&self, wanted: &[u8], since: Instant) -> Outcome<f64> {
        self.until("as it was", |image| alike(wanted, image))?;
        Ok(since.elapsed().as_secs_f64() * 1000.0)
    }

    fn until(&self, what: &str, mut seen: impl FnMut(&[u8]) -> bool) -> Outcome<Vec<u8>> {
        let since = Instant::now();
        loop {
            let image = self.look()?;
            if seen(&image) {
                return Ok(image);
            }
            if since.elapsed() > PATIENCE {
                return Err(format!("the screen does not become {what}"));
            }
            std::thread::sleep(PAUSE);
        }
    }
}

fn alike(one: &[u8], other: &[u8]) -> bool {
    // Most of the time most of the screen is the same, and equal stretches are told apart quickly.
    const STRETCH: usize = 1024;
    let pixels = |one: &[u8], other: &[u8]| {
        one.chunks_exact(4).zip(other.chunks_exact(4)).filter(|(one, other)| one[..3] != other[..3]).count()
    };
    let stretches = one.chunks(STRETCH).zip(other.chunks(STRETCH)).filter(|(one, other)| one != other);
    let different: usize = stretches.map(|(one, other)| pixels(one, other)).sum();
    one.len() == other.len() && different * TOLERANCE <= one.len() / 4
}
