package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Notices by the prompts of a text that it goes on with another machine.
///
///     root@node01:~# lspci -tv      read
///     root@node02:~# lspci -tv      what follows is of another machine, and left out
///
/// Merged, the two would make a machine that nobody has.
final class OtherHosts {

  private static final Pattern PROMPT =
      Pattern.compile(
          "\\[?[A-Za-z_][A-Za-z0-9_.-]{0,31}@([A-Za-z0-9][A-Za-z0-9_.-]{0,63})"
              + "(?::[^#$%>]{0,200}| [^#$%>\\]]{0,200}\\])?[#$%](?: .*)?");

  private final String file;
  private final DiagnosticLog log;
  private Optional<String> host = Optional.empty();
  private Optional<String> prompted = Optional.empty();
  private boolean elsewhere;
  private boolean reported;

  OtherHosts(String file, DiagnosticLog log) {
    this.file = file;
    this.log = log;
  }

  /// Whether what follows is of another machine than the first that has a name.
  boolean elsewhere() {
    return elsewhere;
  }

  /// Something of a machine was read: it is of the host whose prompt was last, not of one from
  /// which somebody only went on to another.
  void content() {
    if (host.isEmpty()) {
      host = prompted;
    }
  }

  /// Looks whether a line is a prompt.
  void see(int line, String text) {
    if (text.indexOf('@') < 0) {
      return;
    }
    Matcher prompt = PROMPT.matcher(text);
    if (!prompt.matches()) {
      return;
    }
    prompted = Optional.of(prompt.group(1));
    elsewhere = host.isPresent() && !host.equals(prompted);
    if (elsewhere && !reported) {
      reported = true;
      log.warning(
          "several-hosts",
          "the text goes on with another host, which is left out: read each machine from a text of"
              + " its own",
          new SourcePosition(file, line));
    }
  }
}
