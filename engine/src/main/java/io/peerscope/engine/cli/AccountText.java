package io.peerscope.engine.cli;

import io.peerscope.engine.format.InputAccount;
import java.util.ArrayList;
import java.util.List;

/// What was read, what was not used and what is missing, in lines for people.
record AccountText(InputAccount account) {

  List<String> lines() {
    var lines = new ArrayList<String>();
    account
        .read()
        .forEach(source -> lines.add("read: " + source.file() + " as " + source.format()));
    for (InputAccount.Ignored ignored : account.ignored()) {
      String times = ignored.count() == 1 ? "" : " (%d times)".formatted(ignored.count());
      lines.add(
          "not used: %s at %s%s: %s"
              .formatted(ignored.what(), ignored.first(), times, ignored.why()));
    }
    for (InputAccount.Missing missing : account.missing()) {
      lines.add(
          "missing: %s (%s); run: %s"
              .formatted(missing.what(), missing.consequence(), missing.command()));
    }
    return lines;
  }
}
