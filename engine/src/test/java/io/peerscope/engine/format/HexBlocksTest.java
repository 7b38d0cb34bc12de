package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blocks of hex that are decoded ahead say what their rows say one by one.
class HexBlocksTest {

  private static final int MACHINES = 60;
  private static final int LARGE = 70 * 1024;

  @TempDir private Path folder;

  @Test
  void linesAreTheSameWithAndWithoutBlocksHoweverTheTextIsDamaged() {
    Laws.over(
        "damaged dumps in blocks",
        MACHINES,
        seed -> {
          var random = new Random(seed);
          byte[] dump = dump(seed);
          Damage.Mutation damage = Damage.ofTexts(List.of(dump));
          for (int n = 0; n < 10; n++) {
            byte[] text = damage.of(dump, random);
            List<String> plain = lines(text, HexBlocks.none());
            for (int parts = 1; parts <= 3; parts++) {
              assertThat(lines(text, HexBlocks.of(text, parts))).isEqualTo(plain);
            }
          }
        });
  }

  @Test
  void machinesAreTheSameWithAndWithoutBlocksHoweverTheTextIsDamaged() {
    Laws.over(
        "machines of damaged dumps",
        MACHINES / 4,
        seed -> {
          var random = new Random(seed);
          byte[] dump = large(dump(seed));
          Damage.Mutation damage = Damage.ofTexts(List.of(dump));
          for (int n = 0; n < 4; n++) {
            byte[] text = damage.of(dump, random);
            Reading inBlocks = read(text);
            Reading byRow = read(withIndentedRows(text));
            assertThat(inBlocks.platform()).isEqualTo(byRow.platform());
            assertThat(inBlocks.diagnostics()).isEqualTo(byRow.diagnostics());
          }
        });
  }

  @Test
  void aDumpInAFileIsReadInPartsAsItIsReadAsAWhole() throws IOException {
    Path file = folder.resolve("dump.txt");
    for (long seed = 0; seed < 60; seed++) {
      byte[] dump = dump(seed);
      Damage.Mutation damage = Damage.ofTexts(List.of(dump));
      byte[] text = seed % 3 == 0 ? dump : damage.of(dump, new Random(seed));
      Files.write(file, text);
      for (int parts = 1; parts <= 3; parts++) {
        Optional<DumpText> read = DumpFile.read(file, parts);
        if (seed % 3 == 0) {
          assertThat(read).isPresent();
        }
        read.ifPresent(inParts ->
            assertThat(lines(inParts.rest(), inParts.blocks()))
                .isEqualTo(lines(text, HexBlocks.none())));
      }
    }
  }

  @Test
  void aLargeFileGivesTheSameMachineAsItsBytes() throws IOException {
    Path file = folder.resolve("dump.txt");
    byte[] dump = dump(20_260_101);
    byte[] text =
        new String(dump, StandardCharsets.ISO_8859_1)
            .repeat((1 << 20) / dump.length + 1)
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, text);

    Input input = Input.of("dump", file);
    Reading reading = PlatformReader.read(List.of(input));

    assertThat(input.dump()).isPresent();
    assertThat(reading.platform()).isEqualTo(read(text).platform());
    assertThat(reading.diagnostics()).isEqualTo(read(text).diagnostics());
    assertThat(reading.sources()).isEqualTo(read(text).sources());
  }

  @Test
  void aFileWithMoreThanADumpIsReadAsAWhole() throws IOException {
    String dump = new String(large(dump(20_260_101)), StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("more.txt");
    for (String more : List.of("<topology>", "\u001b[1m", "\0", "&amp;", "{\"a\": 1}")) {
      Files.writeString(file, dump + "\n" + more + "\n", StandardCharsets.ISO_8859_1);
      assertThat(DumpFile.read(file, 1)).as(more).isEmpty();
    }
    Files.writeString(file, "\ufeff" + dump);
    assertThat(DumpFile.read(file, 1)).isEmpty();
    Files.writeString(file, "");
    assertThat(DumpFile.read(file, 1)).isEmpty();
  }

  @Test
  void aLargeDumpIsFoundInBlocksAndASmallOneIsNot() {
    byte[] large = large(dump(20_260_101));

    assertThat(HexBlocks.of(large).size()).isPositive();
    assertThat(HexBlocks.of("00: 00\n".getBytes(StandardCharsets.US_ASCII)).isEmpty()).isTrue();
  }

  @Test
  void coloursInALargeDumpAreTakenOutAsInASmallOne() {
    String dump = new String(large(dump(20_260_101)), StandardCharsets.ISO_8859_1);
    String coloured = dump + "\n\u001b[1mfe:00.0\u001b[0m Ethernet controller: Acme Card\n";

    Reading reading = read((coloured + dump).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reading.platform().topology().find(address("fe:00.0"))).isPresent();
  }

  /// Endpoints with as much configuration space as lspci may print, most of it zeros.
  private static byte[] dump(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int device = 0; device < 6; device++) {
      text.append("00:%02x.0 Ethernet controller: Acme Card\n".formatted(device));
      byte[] config = new byte[List.of(64, 256, 4096).get(random.nextInt(3))];
      for (int n = random.nextInt(60); n > 0; n--) {
        config[random.nextInt(random.nextBoolean() ? 64 : config.length)] = (byte) random.nextInt();
      }
      config[0x0e] = 0;
      for (int offset = 0; offset < config.length; offset += 16) {
        text.append("%02x: ".formatted(offset));
        text.append(HexFormat.ofDelimiter(" ").formatHex(config, offset, offset + 16));
        text.append('\n');
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The same dump so often that it counts as large.
  private static byte[] large(byte[] dump) {
    String text = new String(dump, StandardCharsets.ISO_8859_1) + "\n";
    return text.repeat(LARGE / text.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Rows with a blank in front are read one by one.
  private static byte[] withIndentedRows(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1)
        .replaceAll("(?m)^(?=[0-9a-fA-F]{2,3}:(?: [0-9a-fA-F]{2}){16}$)", " ")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Reading read(byte[] text) {
    return PlatformReader.read(List.of(new Input("dump", text)));
  }

  private static List<String> lines(byte[] text, HexBlocks blocks) {
    var sink = new Recorder();
    new LineScanner(text, blocks, sink).scan();
    return sink.lines;
  }

  private static final class Recorder implements LineSink {

    private final List<String> lines = new ArrayList<>();

    private void add(int line, Object... what) {
      lines.add(line + " " + List.of(what));
    }

    @Override
    public void hexRow(int line, int offset, byte[] row, int count, RowEnding ending) {
      add(line, offset, HexFormat.of().formatHex(row, 0, count), count, ending);
    }

    @Override
    public void header(int line, int column, PciAddress address, String text) {
      add(line, "header", column, address, text);
    }

    @Override
    public void text(int line, int column, String text) {
      add(line, "text", column, text);
    }

    @Override
    public void tooLong(int line) {
      add(line, "too long");
    }

    @Override
    public void below(int line, PciAddress function, PciAddress bridge) {
      add(line, function, bridge);
    }

    @Override
    public void pathWithoutBus(int line, int column, String path, String text) {
      add(line, path, column, text);
    }

    @Override
    public void machineReadable(int line, int column, String text) {
      add(line, "machine", column, text);
    }
  }
}
