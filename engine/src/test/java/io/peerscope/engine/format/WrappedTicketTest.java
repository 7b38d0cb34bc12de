package io.peerscope.engine.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Twenty samples in a made-up ticket, in every way that tickets change a text: nothing is read
/// that the sample does not say, and what is lost is said.
class WrappedTicketTest {

  private static final int WIDTH = 72;

  /// Of many kinds, and with many lines longer than a mail program keeps.
  private static final List<String> SAMPLES =
      List.of(
          "lspci/carrizo-vvnn-denied.txt",
          "lspci/epyc-genoa-branch-x.txt",
          "lspci/sifive-unmatched-xxxx.txt",
          "lspci/jetway-fusion-nnvvvxxx.txt",
          "lspci/pciutils-test-tree-fujitsu-p8010.txt",
          "lspci/cisco-ucs-b-k.txt",
          "lspci/galaxybook4-nnk.txt",
          "lspci/imac19-1-vv.txt",
          "lspci/macbookpro7-1-nn.txt",
          "lspci/dell-r210-nnmm.txt",
          "lspci/thinkpad-x240-vmmkn.txt",
          "lspci/xeon-e5v3-2s-n-171dev.txt",
          "lspci/xeon-e5v4-2s-nn-and-tvnn.txt",
          "lspci/dell-icl-vvvnn-crlf.txt",
          "lspci/supermicro-i860-vv.txt",
          "lspci/dell-e7470-plain.txt",
          "lspci/asus-esc8000a-genoa-tv.txt",
          "lspci/kabylake-PP-cx5.txt",
          "hwloc/prrte-test-topo.xml",
          "nccl/oci-h100.xml");

  /// Names no addresses, so that no function comes from it.
  private static final String MATRIX =
      FormatExamples.MATRIX.substring(0, FormatExamples.MATRIX.indexOf("0, "));

  /// What a ticket does to a text.
  private record Change(String name, UnaryOperator<String> of) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change(
              "prompt",
              text ->
                  "Hi,\n\nthis is what I see:\n\nuser@host:~$ cat x\n" + text + "\nuser@host:~$\n"),
          new Change(
              "quoted",
              text ->
                  "On Monday A. User wrote:\n" + text.replaceAll("(?m)^", "> ") + "\n\nMe too.\n"),
          new Change("twice quoted", text -> text.replaceAll("(?m)^", ">> ") + "\n> yes\n"),
          new Change("CRLF", text -> text.replace("\n", "\r\n")),
          new Change(
              "coloured", text -> "\u001b[1;32m$\u001b[0m lspci\n\u001b[K" + text + "\u001b[0m\n"),
          new Change("HTML", text -> "<pre><code>" + escaped(text) + "</code></pre>\n"),
          new Change(
              "two commands", text -> "$ lspci\n" + text + "\n$ nvidia-smi topo -m\n" + MATRIX),
          new Change("wrapped", WrappedTicketTest::wrapped),
          new Change("quoted and wrapped", text -> wrapped(text).replaceAll("(?m)^", "> ")));

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// What became of one sample.
  private record Outcome(List<String> wrong, int lost, boolean isSaid) {}

  @Test
  void nothingIsInventedAndWhatIsLostIsSaid() throws IOException {
    assumeTrue(SharedData.folder("samples").isPresent(), "skipped: no captured samples");
    List<String> wrong = new ArrayList<>();
    for (Change change : CHANGES) {
      int equal = 0;
      int said = 0;
      for (String sample : SAMPLES) {
        String text =
            Files.readString(SharedData.folder("samples").orElseThrow().resolve(sample), ISO_8859_1)
                .replace("\r", "");
        Outcome outcome = outcome(read(text + "\n\n"), read(change.of().apply(text) + "\n\n"));
        equal += outcome.wrong().isEmpty() && outcome.lost() == 0 ? 1 : 0;
        said += outcome.wrong().isEmpty() && outcome.lost() > 0 && outcome.isSaid() ? 1 : 0;
        outcome.wrong().stream()
            .limit(2)
            .forEach(each -> wrong.add(change.name() + " " + sample + ": " + each));
        if (outcome.lost() > 0 && !outcome.isSaid()) {
          wrong.add(
              change.name() + " " + sample + ": " + outcome.lost() + " facts lost without a word");
        }
      }
      System.out.printf(
          "tickets %-20s equal %2d of %d, something lost and said %2d%n",
          change.name(), equal, SAMPLES.size(), said);
    }
    assertThat(wrong).isEmpty();
  }

  /// Lines broken at the last blank before the width, as mail programs do.
  private static String wrapped(String text) {
    var all = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String rest = line;
      while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0 && !rest.isBlank()) {
        int at = rest.lastIndexOf(' ', WIDTH);
        if (rest.substring(0, at).isBlank()) {
          break;
        }
        all.append(rest, 0, at).append('\n');
        rest = rest.substring(at + 1);
      }
      all.append(rest).append('\n');
    }
    return all.toString();
  }

  private static Reading read(String text) {
    return PlatformReader.read(List.of(new Input("x", text.getBytes(ISO_8859_1))));
  }

  private static Outcome outcome(Reading plain, Reading ticket) {
    Topology expected = plain.platform().topology();
    Topology actual = ticket.platform().topology();
    List<String> wrong = new ArrayList<>();
    int lost = 0;
    for (PciFunction function : actual.functions()) {
      Optional<PciFunction> other = expected.find(function.address());
      if (other.isEmpty()) {
        wrong.add(function.address() + " is not in the sample");
      } else {
        wrong.addAll(invented(other.get(), function));
        invented(expected, actual, function.address()).ifPresent(wrong::add);
        lost += lostFacts(other.get(), function);
      }
    }
    for (PciFunction function : expected.functions()) {
      lost += actual.find(function.address()).isPresent() ? 0 : 1;
    }
    boolean isSaid =
        ticket.diagnostics().size() > plain.diagnostics().size()
            || !ticket.account().missing().isEmpty();
    return new Outcome(wrong, lost, isSaid);
  }

  private static List<String> invented(PciFunction expected, PciFunction actual) {
    List<String> wrong = new ArrayList<>();
    String at = actual.address().toString();
    invented(at + " id", expected.id(), actual.id()).ifPresent(wrong::add);
    invented(at + " class", expected.classCode(), actual.classCode()).ifPresent(wrong::add);
    invented(at + " buses", expected.buses(), actual.buses()).ifPresent(wrong::add);
    invented(at + " acs", acs(expected), acs(actual)).ifPresent(wrong::add);
    invented(at + " group", expected.system().iommuGroup(), actual.system().iommuGroup())
        .ifPresent(wrong::add);
    if (actual.bars().size() > expected.bars().size()) {
      wrong.add(at + " has more BARs: " + actual.bars());
    }
    return wrong;
  }

  private static String acs(PciFunction function) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .map(acs ->
            acs.map(it -> it.control().ifKnown().map(Object::toString).orElse("?")).orElse("none"))
        .orElse("?");
  }

  private static Optional<String> invented(String what, String expected, String actual) {
    return actual.equals("?") || actual.equals(expected)
        ? Optional.empty()
        : Optional.of(what + " is " + actual + " instead of " + expected);
  }

  private static <T> Optional<String> invented(String what, Fact<T> expected, Fact<T> actual) {
    boolean isInvented =
        actual.ifKnown().isPresent() && !actual.ifKnown().equals(expected.ifKnown());
    return isInvented
        ? Optional.of(what + " is " + actual + " instead of " + expected)
        : Optional.empty();
  }

  private static Optional<String> invented(Topology expected, Topology actual, PciAddress address) {
    Parent is = actual.parentOf(address);
    Parent was = expected.parentOf(address);
    boolean isInvented = !(is instanceof Parent.Untold) && !is.equals(was);
    return isInvented
        ? Optional.of(address + " is " + is + " instead of " + was)
        : Optional.empty();
  }

  private static int lostFacts(PciFunction expected, PciFunction actual) {
    return lost(expected.id(), actual.id())
        + lost(expected.classCode(), actual.classCode())
        + lost(expected.buses(), actual.buses())
        + lost(expected.system().driver(), actual.system().driver())
        + (acs(actual).equals(acs(expected)) ? 0 : 1)
        + (actual.bars().size() < expected.bars().size() ? 1 : 0)
        + (actual.name().equals(expected.name()) ? 0 : 1);
  }

  private static <T> int lost(Fact<T> expected, Fact<T> actual) {
    return expected.ifKnown().isPresent() && actual.ifKnown().isEmpty() ? 1 : 0;
  }
}
