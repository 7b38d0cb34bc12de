package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One small machine in the words of many tools.
class FormatReadersTest {

  private static final Parent ON_ROOT = new Parent.RootBus(new PciBus(0, 0));
  private static final Parent BELOW_PORT = new Parent.Below(at("0000:00:01.0"));

  @Test
  void drawingTellsPlacesBusNumbersAndIdsOfLeaves() {
    Reading reading = read(FormatExamples.TREE);

    assertThat(format(reading)).isEqualTo("lspci-tree");
    assertThat(parent(reading, "0000:00:01.0")).isEqualTo(ON_ROOT);
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(function(reading, "0000:00:01.0").kind()).isEqualTo(FunctionKind.BRIDGE);
    assertThat(function(reading, "0000:01:00.0").id().ifKnown().orElseThrow().toString())
        .isEqualTo("1af4:0003");
    assertThat(function(reading, "0000:01:00.0").name()).isEqualTo("Acme Corporation Card");
  }

  @Test
  void bothDrawingsOfSeveralRootsAreRead() {
    String older =
        """
        -+-[0000:00]-+-00.0
         |           \\-02.0-[01-04]----00.0-[02-04]--+-00.0-[03]----00.0
         |                                           \\-01.0-[04]----00.0
         \\-[10000:e0]---06.0-[e1]----00.0
        """;
    String newer =
        """
        -[0000:00]-+-00.0
                   \\-02.0-[01-04]----00.0-[02-04]--+-00.0-[03]----00.0
                                                   \\-01.0-[04]----00.0
        -[10000:e0]---06.0-[e1]----00.0
        """;

    assertThat(tree(read(older))).isEqualTo(tree(read(newer))).hasSize(9);
    assertThat(parent(read(older), "0000:04:00.0")).isEqualTo(new Parent.Below(at("0000:02:01.0")));
    assertThat(parent(read(newer), "10000:e1:00.0"))
        .isEqualTo(new Parent.Below(at("10000:e0:06.0")));
  }

  @Test
  void drawingBrokenByAMailProgramIsPutTogether() {
    String broken =
        """
        > -[0000:00]-+-00.0
        >            +-1d.0-[03-3b]----00.0-[04-3b]--+-00.0-[05]----00.0
        >            |                               +-01.0-[06-1f]----00.0-
        > [07-09]--+-02.0-[08]----00.0
        >            |                               |                         \s
        >       \\-04.0-[09]----00.0-[0a]--
        >            |                               \\-02.0-[20]----00.0
        >            \\-1f.5
        """;

    Reading reading = read(broken);

    assertThat(parent(reading, "0000:07:02.0")).isEqualTo(new Parent.Below(at("0000:06:00.0")));
    assertThat(parent(reading, "0000:07:04.0")).isEqualTo(new Parent.Below(at("0000:06:00.0")));
    assertThat(parent(reading, "0000:04:02.0")).isEqualTo(new Parent.Below(at("0000:03:00.0")));
    assertThat(parent(reading, "0000:00:1f.5")).isEqualTo(ON_ROOT);
    assertThat(reading.platform().topology().size()).isEqualTo(14);
  }

  @Test
  void aLineOfADrawingThatCanBelongAnywhereIsLeftOut() {
    Reading reading = read("            +-01.0-[02]----00.0\n" + FormatExamples.TREE);

    assertThat(reading.platform().topology().size()).isEqualTo(3);
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("tree-out-of-column");
  }

  @Test
  void aSecondDrawingWithOtherBusNumbersIsLeftOut() {
    String before =
        """
        -[0020:00]---00.0-[01-08]--+-00.0-[02]--
                                   \\-01.0-[03]----00.0
        """;
    String after =
        """
        -[0020:00]---00.0-[01-0a]--+-00.0-[02-04]----00.0
                                   \\-01.0-[05]----00.0
        """;

    Reading reading = read("before\n" + before + "\nafter\n" + after);

    assertThat(tree(reading)).isEqualTo(tree(read(before)));
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("tree-of-another-state");
  }

  @Test
  void drawingNextToAListingGivesItsPlaces() {
    Reading reading =
        read(
            FormatExamples.TREE,
            """
            00:00.0 Host bridge [0600]: Acme Root [1af4:0001]
            00:01.0 PCI bridge [0604]: Acme Port [1af4:0002]
            01:00.0 Ethernet controller [0200]: Acme Card [1af4:0003]
            """);

    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(function(reading, "0000:00:01.0").kind()).isEqualTo(FunctionKind.BRIDGE);
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void contradictionsAreFindingsAndTheMoreTrustedCounts() {
    Reading reading =
        read(FormatExamples.TREE, "01:00.0 Ethernet controller [0200]: Acme Other [1af4:0004]\n");

    assertThat(function(reading, "0000:01:00.0").id().ifKnown().orElseThrow().toString())
        .isEqualTo("1af4:0004");
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).containsExactly("conflict");
    assertThat(reading.diagnostics().getFirst().position().file()).isEqualTo("0.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quoted", "tagged"})
  void fieldsOfLspciTellIdsAndClass(String form) {
    Reading reading =
        read(form.equals("quoted") ? FormatExamples.QUOTED_FIELDS : FormatExamples.TAGGED_FIELDS);

    assertThat(format(reading)).isEqualTo("lspci-machine");
    PciFunction card = function(reading, "0000:01:00.0");
    assertThat(card.id().ifKnown().orElseThrow().toString()).isEqualTo("1af4:0003");
    assertThat(card.classCode().ifKnown().orElseThrow().baseAndSub()).isEqualTo(0x0200);
    assertThat(function(reading, "0000:00:00.0").kind()).isEqualTo(FunctionKind.HOST_BRIDGE);
  }

  @Test
  void taggedFieldsTellWhatTheSystemKnows() {
    PciFunction card = function(read(FormatExamples.TAGGED_FIELDS), "0000:01:00.0");

    assertThat(card.system().driver().ifKnown()).contains("acme");
    assertThat(card.system().numaNode().ifKnown()).contains(1);
    assertThat(card.system().iommuGroup().ifKnown()).contains(27);
    assertThat(card.system().slot().ifKnown()).contains("4");
  }

  @Test
  void hwlocTellsTheHierarchyTheProcessorAndTheKernel() {
    Reading reading = read(FormatExamples.HWLOC);

    assertThat(format(reading)).isEqualTo("hwloc-xml");
    assertThat(parent(reading, "0000:00:01.0")).isEqualTo(ON_ROOT);
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(function(reading, "0000:01:00.0").system().numaNode().ifKnown()).contains(1);
    assertThat(reading.platform().cpu().ifKnown()).contains(new Cpu("AuthenticAMD", 25));
    assertThat(reading.platform().kernel().ifKnown().orElseThrow().toString()).startsWith("6.1");
  }

  @Test
  void ncclTellsWhatIsSomewhereBelowASwitch() {
    Reading reading = read(FormatExamples.NCCL);

    assertThat(format(reading)).isEqualTo("nccl-xml");
    assertThat(parent(reading, "0000:03:00.0"))
        .isInstanceOfSatisfying(
            Parent.Untold.class,
            untold -> assertThat(untold.somewhereBelow()).contains(at("0000:01:00.0")));
    assertThat(function(reading, "0000:03:00.0").system().linkLimit().ifKnown())
        .contains(new Link("16GT/s", 8));
    assertThat(reading.platform().cpu().ifKnown()).contains(new Cpu("AuthenticAMD", 0x19));
  }

  @Test
  void deviceOfLibvirtTellsItsPlaceAndState() {
    Reading reading = read(FormatExamples.NODE_DEVICE);
    PciFunction card = function(reading, "0000:01:00.0");

    assertThat(format(reading)).isEqualTo("libvirt-nodedev");
    assertThat(card.system().driver().ifKnown()).contains("acme");
    assertThat(card.system().iommuGroup().ifKnown()).contains(27);
    assertThat(card.system().link().ifKnown()).contains(new Link("8GT/s", 4));
    assertThat(card.id().ifKnown().orElseThrow().toString()).isEqualTo("1af4:0003");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void lshwTellsTheHierarchyAndDrivers(String language) {
    Reading reading =
        read(language.equals("json") ? FormatExamples.LSHW_JSON : FormatExamples.LSHW_XML);

    assertThat(format(reading)).isEqualTo("lshw");
    assertThat(parent(reading, "0000:00:01.0")).isEqualTo(ON_ROOT);
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(function(reading, "0000:00:01.0").kind()).isEqualTo(FunctionKind.BRIDGE);
    assertThat(function(reading, "0000:01:00.0").system().driver().ifKnown()).contains("acme");
  }

  @Test
  void dumpOfRdmaTopoTellsPathsGroupsAndRegisters() {
    Reading reading = read(FormatExamples.RDMA_TOPO);

    assertThat(format(reading)).isEqualTo("rdma-topo-json");
    assertThat(parent(reading, "0000:00:01.0")).isEqualTo(ON_ROOT);
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(function(reading, "0000:01:00.0").system().iommuGroup().ifKnown()).contains(27);
    assertThat(function(reading, "0000:00:01.0").id().ifKnown().orElseThrow().toString())
        .isEqualTo("1af4:0002");
  }

  @Test
  void kernelLogTellsWindowsOfBridgesAndTheLastLineCounts() {
    Reading reading =
        read(
            FormatExamples.KERNEL_LOG
                + """
                [ 0.41] pci 0000:00:01.0:   bridge window [io  0x2000-0x2fff]
                [ 0.42] pci 0000:00:01.0:   bridge window [mem 0xc0000000-0xc00fffff]
                [ 0.43] pci 0000:00:01.0: bridge window [mem 0x00100000-0x000fffff 64bit pref] to \
                [bus 01] add_size 200000
                [ 0.44] pci 0000:00:01.0: bridge window [mem 0xc0000000-0xc00fffff]: releasing
                [ 0.45] pci 0000:00:01.0: BAR 14: assigned [mem 0xc0100000-0xc01fffff]
                """);

    assertThat(
            function(reading, "0000:00:01.0").windows().stream()
                .map(window ->
                    window.kind() + " " + window.range().ifKnown().orElseThrow().orElseThrow()))
        .containsExactly("IO 0x2000-0x2fff", "MEMORY 0xc0100000-0xc01fffff");
  }

  @ParameterizedTest
  @CsvSource({"6, 6", "143, 0x17", "175, 0x19", "191, 0x1a", "31, 0x10", "25, 0x19"})
  void ncclWritesTheExtendedFamilyAboveTheFamily(int written, String family) {
    Reading reading =
        read(FormatExamples.NCCL.replace("familyid=\"175\"", "familyid=\"" + written + "\""));

    assertThat(reading.platform().cpu().ifKnown())
        .contains(new Cpu("AuthenticAMD", Integer.decode(family)));
  }

  @Test
  void kernelLogTellsBusesBarsGroupsAndWhatItSaidOfPeers() {
    Reading reading = read(FormatExamples.KERNEL_LOG);
    PciFunction card = function(reading, "0000:01:00.0");

    assertThat(format(reading)).isEqualTo("kernel-log");
    assertThat(parent(reading, "0000:00:01.0")).isEqualTo(ON_ROOT);
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(card.system().iommuGroup().ifKnown()).contains(27);
    Bar bar = card.bars().getFirst();
    assertThat(bar.cpu().ifKnown().orElseThrow().toString()).contains("c0100000");
    assertThat(bar.size().ifKnown()).contains(0x4000L);
    assertThat(reading.platform().windows()).hasSize(1);
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("kernel-said");
  }

  @Test
  void listingsOfGroupsTellGroups() {
    Reading reading = read(FormatExamples.GROUPS);

    assertThat(group(reading, "0000:00:01.0")).isEqualTo(1);
    assertThat(group(reading, "0000:01:00.0")).isEqualTo(27);
    assertThat(group(reading, "0000:02:00.0")).isEqualTo(28);
    assertThat(group(reading, "0000:03:00.0")).isEqualTo(29);
  }

  @Test
  void pathsOfSysfsInATextTellPlaces() {
    Reading reading = read(FormatExamples.PATHS);

    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(BELOW_PORT);
    assertThat(parent(reading, "10000:e1:00.0")).isEqualTo(new Parent.Below(at("10000:e0:1d.0")));
    assertThat(parent(reading, "10000:e0:1d.0"))
        .isEqualTo(new Parent.RootBus(new PciBus(0x10000, 0xe0)));
  }

  @Test
  void matrixTellsWordsForPairsAndNoPlaces() {
    Reading reading = read(FormatExamples.MATRIX);

    assertThat(format(reading)).isEqualTo("nvidia-smi-topo");
    assertThat(reading.matrices()).hasSize(1);
    assertThat(reading.matrices().getFirst().word("GPU1", "NIC0")).contains("NODE");
    assertThat(reading.matrices().getFirst().networkDevices()).containsEntry("NIC0", "mlx5_0");
    assertThat(reading.platform().topology().size()).isEqualTo(2);
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("gpu-matrix");
  }

  @Test
  void commandOfQemuGivesTheBusNumbersThatFirmwareGives() {
    Reading reading = read(FormatExamples.QEMU);

    assertThat(format(reading)).isEqualTo("qemu-command");
    assertThat(tree(reading))
        .extracting(line -> line.substring(0, 12))
        .containsExactly(
            "0000:00:02.0",
            "0000:00:03.0",
            "0000:01:00.0",
            "0000:02:00.0",
            "0000:02:01.0",
            "0000:03:00.0",
            "0000:04:00.0",
            "0000:40:00.0",
            "0000:41:00.0");
    assertThat(parent(reading, "0000:04:00.0")).isEqualTo(new Parent.Below(at("0000:02:01.0")));
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("guest-addresses");
  }

  @Test
  void domainOfLibvirtNamesControllersAndNotBuses() {
    Reading reading = read(FormatExamples.DOMAIN);

    assertThat(format(reading)).isEqualTo("libvirt-domain");
    assertThat(parent(reading, "0000:01:00.0")).isEqualTo(new Parent.Below(at("0000:00:02.0")));
  }

  @Test
  void aGuestIsNeverMergedWithItsHost() {
    Reading reading = read(FormatExamples.QEMU, FormatExamples.TREE);

    assertThat(tree(reading)).isEqualTo(tree(read(FormatExamples.TREE)));
    assertThat(reading.account().ignored())
        .extracting(InputAccount.Ignored::what)
        .contains("virtual machine");
  }

  @Test
  void prosePromptsColoursAndEntitiesAroundAPieceDoNoHarm() {
    String ticket =
        """
        <p>Hello,<br>
        this is what I see:</p>
        <pre>
        user@host:~$ lspci -tv
        -[0000:00]-+-00.0&nbsp; Acme Corporation Root [1af4:0001]<br>
                   \\-01.0-[01]----00.0&#32; Acme &amp; Card [1af4:0003]
        \u001b[32muser@host\u001b[0m:~$ exit
        </pre>
        """;

    Reading reading = read(ticket);

    assertThat(tree(reading)).isEqualTo(tree(read(FormatExamples.TREE)));
    assertThat(function(reading, "0000:01:00.0").name()).isEqualTo("Acme & Card");
  }

  @Test
  void quotedXmlWithProseAroundIsRead() {
    String quoted =
        "Hi,\n\n" + FormatExamples.HWLOC.replaceAll("(?m)^", "> > ") + "\nThat was the machine.\n";

    assertThat(tree(read(quoted))).isEqualTo(tree(read(FormatExamples.HWLOC))).hasSize(3);
  }

  @Test
  void entitiesOfADocumentTypeAreNeverExpanded() {
    String bomb =
        """
        <!DOCTYPE topology [ <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY file SYSTEM "file:///etc/passwd"> ]>
        <topology><object type="Machine"><info name="x" value="1"/>&b;&file;</object></topology>
        """;

    Reading reading = read(bomb);

    assertThat(reading.platform().topology().size()).isZero();
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("broken-xml");
  }

  @Test
  void wordsInPointedBracketsAreNoXml() {
    Reading reading = read("Run ethtool -i <device> and list <node>.\n\n" + FormatExamples.HWLOC);

    assertThat(tree(reading)).hasSize(3);
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void nestingWithoutEndIsCutOff() {
    String deep = "<topology>" + "<object type=\"Group\">".repeat(100_000);
    String brackets = "[".repeat(100_000) + "{\"realpath\": 1";

    assertThat(read(deep).diagnostics()).extracting(Diagnostic::code).contains("xml-limit");
    assertThat(read("{\"realpath\": " + brackets).diagnostics())
        .extracting(Diagnostic::code)
        .contains("broken-json");
  }

  @Test
  void damagedXmlGivesWhatComesBeforeTheDamage() {
    int cut = FormatExamples.HWLOC.indexOf("<object type=\"PCIDev\" pci_busid=\"0000:01");

    Reading reading = read(FormatExamples.HWLOC.substring(0, cut + 20));

    assertThat(reading.platform().topology().size()).isEqualTo(2);
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("broken-xml");
  }

  @Test
  void placesThatLeadInACircleAreNotBelieved() {
    String circle =
        """
        P: /devices/pci0000:00/0000:05:01.0/0000:06:00.0
        P: /devices/pci0000:00/0000:06:00.0/0000:05:01.0
        """;

    Reading reading = read(circle);

    assertThat(reading.platform().topology().upstreamPath(at("0000:05:01.0")).functions())
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void accountNamesWhatIsMissingAndTheCommandThatTellsIt() {
    InputAccount account = read(FormatExamples.TREE).account();

    assertThat(account.read()).containsExactly(new Source("0.txt", "lspci-tree"));
    assertThat(account.missing())
        .extracting(InputAccount.Missing::what)
        .contains("ACS of 1 bridge", "the processor", "how DMA is mapped");
    assertThat(account.missing().getFirst().command()).contains("lspci -Dnnvvvxxxx");
  }

  @Test
  void severalOutputsInOneTextAreAllCounted() {
    Reading reading = read(FormatExamples.GROUPS + "\n" + FormatExamples.TREE);

    assertThat(reading.account().read())
        .extracting(Source::format)
        .contains("lspci-terse", "iommu-groups", "lspci-tree");
  }

  private static Reading read(String... texts) {
    List<Input> inputs = new ArrayList<>();
    for (String text : texts) {
      inputs.add(new Input(inputs.size() + ".txt", text.getBytes(StandardCharsets.UTF_8)));
    }
    return PlatformReader.read(inputs);
  }

  private static String format(Reading reading) {
    return reading.sources().getFirst().format();
  }

  private static PciAddress at(String address) {
    return PciAddress.parse(address).orElseThrow();
  }

  private static PciFunction function(Reading reading, String address) {
    return reading.platform().topology().at(at(address));
  }

  private static Parent parent(Reading reading, String address) {
    return reading.platform().topology().parentOf(at(address));
  }

  private static int group(Reading reading, String address) {
    return function(reading, address).system().iommuGroup().ifKnown().orElseThrow();
  }

  private static List<String> tree(Reading reading) {
    return reading.platform().topology().functions().stream()
        .map(function ->
            function.address()
                + " "
                + reading.platform().topology().parentOf(function.address())
                + " "
                + function.buses().ifKnown())
        .toList();
  }
}
