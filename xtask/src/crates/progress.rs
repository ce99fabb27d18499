//! The progress of the command: a bar on standard error, if that is a terminal.

use bindery::shown;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, which each stage uses anew.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

/// A hidden bar.
impl Default for Progress {
    fn default() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Progress {
    /// A bar that is visible on a terminal alone.
    pub(crate) fn on_terminal() -> Self {
        Self(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()))
    }

    /// Begins a stage of this many steps.
    pub(crate) fn begin(&self, stage: &'static str, steps: usize) {
        // The template is ours: an error would leave the bar as it was.
        if let Ok(style) = ProgressStyle::with_template("{prefix:10} {wide_bar} {pos}/{len} {elapsed} {msg:30!}") {
            self.0.set_style(style);
        }
        self.0.reset();
        self.0.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        self.0.set_prefix(stage);
    }

    /// Advances by a step, and shows `what`.
    pub(crate) fn step(&self, what: &str) {
        self.0.set_message(shown(what).into_owned());
        self.0.inc(1);
    }

    /// Removes the bar.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }
}
