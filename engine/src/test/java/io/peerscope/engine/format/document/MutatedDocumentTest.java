package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.Machines;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged documents. `-Dpeerscope.documents=N` asks for more of them, `-Dpeerscope.seed=S` for
/// those of an earlier run.
class MutatedDocumentTest {

  @Test
  void damagedDocumentsAreReadWithoutExceptionAndWhatIsLostIsNamed() throws IOException {
    long seed = Long.getLong("peerscope.seed", 20_260_101);
    int count = Integer.getInteger("peerscope.documents", 1_000);
    List<byte[]> originals = originals();
    var random = new Random(seed);
    int named = 0;

    for (int n = 0; n < count; n++) {
      byte[] original = originals.get(random.nextInt(originals.size()));
      byte[] damaged = mutate(original, random);
      try {
        named += isNamed(damaged) ? 1 : 0;
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed %d, mutation %d".formatted(seed, n), failure);
      }
    }

    System.out.printf(
        "seed %d: %d damaged documents, %d with a diagnostic, %d are documents of other machines%n",
        seed, count, named, count - named);
    assertThat(named).isGreaterThan(count / 2);
  }

  /// Whether the damage is reported; otherwise the document must be one of another machine, in
  /// which nothing was passed over.
  private static boolean isNamed(byte[] damaged) throws IOException {
    DocumentReading reading = DocumentReader.read("damaged", damaged);
    Topology topology = reading.document().platform().topology();
    for (PciFunction function : topology.functions()) {
      assertThat(topology.upstreamPath(function.address()).functions()).isNotEmpty();
    }
    byte[] saved = DocumentWriter.write(reading.document());
    DocumentReading again = DocumentReader.read("damaged", saved);
    assertThat(DocumentWriter.write(again.document())).isEqualTo(saved);
    if (reading.diagnostics().isEmpty()) {
      new SameMeaning(tree(damaged), tree(saved)).check();
    }
    return !reading.diagnostics().isEmpty();
  }

  private static JsonValue tree(byte[] document) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(document)) {
      parser.nextToken();
      return new JsonTrees(
              parser, new ReadingState("tree", new DiagnosticLog()), DocumentLines.whole())
          .read();
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 1 -> flip(original, random);
      case 2 -> withoutPart(original, random);
      case 3 -> lines(original, random, (all, at) -> all.remove(at.intValue()));
      case 4 -> lines(original, random, (all, at) -> all.add(all.get(at)));
      default -> otherWord(original, random);
    };
  }

  private static byte[] flip(byte[] original, Random random) {
    byte[] changed = original.clone();
    for (int times = 1 + random.nextInt(8); times > 0; times--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] withoutPart(byte[] original, Random random) {
    int from = random.nextInt(original.length);
    int to = from + random.nextInt(Math.min(200, original.length - from));
    byte[] kept = Arrays.copyOf(original, original.length - (to - from));
    System.arraycopy(original, to, kept, from, original.length - to);
    return kept;
  }

  private interface Change {
    void at(List<String> lines, Integer line);
  }

  private static byte[] lines(byte[] original, Random random, Change change) {
    List<String> lines =
        new ArrayList<>(new String(original, StandardCharsets.UTF_8).lines().toList());
    change.at(lines, random.nextInt(lines.size()));
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] otherWord(byte[] original, Random random) {
    String[] words = {"null", "true", "-1", "99999999999", "\"\"", "[]", "{}", "\"0x\"", "1e9"};
    String text = new String(original, StandardCharsets.UTF_8);
    int colon = text.indexOf(": ", random.nextInt(text.length()));
    int end = colon < 0 ? -1 : text.indexOf('\n', colon);
    return end < 0
        ? flip(original, random)
        : (text.substring(0, colon + 2)
                + words[random.nextInt(words.length)]
                + (text.charAt(end - 1) == ',' ? "," : "")
                + text.substring(end))
            .getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> originals() throws IOException {
    List<byte[]> originals = new ArrayList<>();
    for (Path sample : Machines.samples()) {
      Input input = new Input("sample", Files.readAllBytes(sample));
      originals.add(
          DocumentWriter.write(
              PeerscopeDocument.of(PlatformReader.read(List.of(input)).platform())));
    }
    for (long seed = 0; seed < 10; seed++) {
      originals.add(DocumentWriter.write(PeerscopeDocument.of(RandomMachine.of(seed).build())));
    }
    return originals;
  }
}
