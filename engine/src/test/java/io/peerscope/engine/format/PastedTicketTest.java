package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Samples in a made-up ticket: prose, a prompt, marks of quotation, colours, CRLF.
class PastedTicketTest {

  private static final List<String> FOLDERS =
      List.of("samples/hwloc", "samples/nccl", "samples/lspci");

  @Test
  void aPastedSampleIsReadAsTheFileItself() throws IOException {
    List<String> differ = new ArrayList<>();
    int files = 0;
    for (String folder : FOLDERS) {
      for (Path file : SharedData.entries(folder).stream().limit(40).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        // A text that ends inside a function tells less of it; in a ticket a line follows.
        String plain = summary(read(text + "\n\n"));
        if (!plain.isEmpty() && !plain.equals(summary(read(ticket(text))))) {
          differ.add(file.getFileName().toString());
        }
        files++;
      }
    }
    System.out.println("table pasted samples " + files + ", different " + differ);
    assertThat(differ).isEmpty();
  }

  /// Quoted once, with CRLF, below a coloured prompt.
  private static String ticket(String text) {
    String quoted = text.replace("\r", "").replaceAll("(?m)^", "> ").replaceAll("(?m)^> $", ">");
    String whole =
        "Hello,\n\nsince the update my card is slow. This is what I see:\n\n"
            + "> \u001b[01;32m~\u001b[0m$ cat machine\n>\n"
            + quoted
            + "\n>\n\nRegards\n-- \nA. User\n";
    return whole.replace("\n", "\r\n");
  }

  private static Reading read(String text) {
    return PlatformReader.read(List.of(new Input("x", text.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private static String summary(Reading reading) {
    Topology topology = reading.platform().topology();
    var lines = new StringBuilder();
    for (PciFunction function : topology.functions()) {
      lines
          .append(function.address())
          .append(' ')
          .append(function.kind())
          .append(' ')
          .append(function.id().ifKnown())
          .append(' ')
          .append(function.buses().ifKnown())
          .append(' ')
          .append(topology.parentOf(function.address()).getClass().getSimpleName())
          .append('\n');
    }
    return lines.toString();
  }
}
