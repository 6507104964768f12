// Appended to htmx: a strict Content-Security-Policy, so no eval and no style element of its own.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
