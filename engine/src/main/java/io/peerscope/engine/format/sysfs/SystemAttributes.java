package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.config.Link;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.topology.PeerMemory;
import io.peerscope.engine.topology.PowerState;
import io.peerscope.engine.topology.SystemFacts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The attributes of a function that no register tells.
///
/// @param asleep whether what needs registers must be left alone
record SystemAttributes(FileTree tree, Attributes attributes, DiagnosticLog log, boolean asleep) {

  private static final Pattern SPEED = Pattern.compile("([0-9]+)(?:\\.0|(\\.[0-9]))? GT/s.*");
  private static final Pattern BYTES = Pattern.compile("[0-9]{1,18}");
  private static final String PEER_MEMORY = "p2pmem";

  SystemFacts read() {
    return new SystemFacts(
        driver(),
        numaNode(),
        iommuGroup(),
        attributes.fact("dma_mask_bits", "a DMA mask", SystemAttributes::mask),
        power(),
        peerMemory(),
        link("current_link"),
        link("max_link"),
        Fact.unknown("the tree does not tell a slot"));
  }

  private Fact<String> driver() {
    return attributes
        .linkName("driver")
        .<Fact<String>>map(name -> Fact.known(name, attributes.at("driver")))
        .orElseGet(() -> Fact.unknown("sysfs names no driver bound to it"));
  }

  private Fact<Integer> numaNode() {
    Fact<Integer> node =
        attributes.fact(
            "numa_node",
            "a NUMA node",
            text -> Attributes.boxed(Attributes.decimal(text), value -> value));
    return node instanceof Known<Integer>(Integer number, _) && number < 0
        ? Fact.unknown("the kernel knows no NUMA node of it (-1)")
        : node;
  }

  private Fact<Integer> iommuGroup() {
    return attributes
        .linkName("iommu_group")
        .flatMap(name -> Attributes.boxed(Attributes.decimal(name), value -> value))
        .filter(number -> number >= 0)
        .<Fact<Integer>>map(number -> Fact.known(number, attributes.at("iommu_group")))
        .orElseGet(() -> Fact.unknown("sysfs names no IOMMU group of it"));
  }

  /// The number of bits tells the highest address (`fls64(dma_mask)`).
  private static Optional<Long> mask(String text) {
    return Attributes.boxed(Attributes.decimal(text), bits -> bits)
        .filter(bits -> bits > 0 && bits <= 64)
        .map(bits -> -1L >>> (64 - bits));
  }

  private Fact<PowerState> power() {
    Fact<String> word = attributes.fact("power_state", "a power state", Optional::of);
    if (!(word instanceof Known<String>(String spelling, _))) {
      return Fact.unknown("the tree does not tell a power state");
    }
    return PowerState.ofSpelling(spelling)
        .<Fact<PowerState>>map(state -> Fact.known(state, attributes.at("power_state")))
        .orElseGet(() -> Fact.unknown("the kernel calls the power state " + spelling));
  }

  /// The folder is there once a driver has registered memory (`p2pmem_group`,
  /// `drivers/pci/p2pdma.c`). A live tree without it tells that there is none; a copy may have left
  /// it out.
  private Fact<Optional<PeerMemory>> peerMemory() {
    if (!attributes.has(PEER_MEMORY)) {
      return tree.isLive()
          ? Fact.known(Optional.empty(), tree.at(attributes.path(PEER_MEMORY), 0))
          : Fact.unknown("the tree holds no folder p2pmem, and may have been copied without");
    }
    var below = new Attributes(tree, attributes.path(PEER_MEMORY), log);
    Fact<Long> size = below.fact("size", "a size", SystemAttributes::bytes);
    Fact<Long> available = below.fact("available", "a size", SystemAttributes::bytes);
    Fact<Boolean> published = below.fact("published", "0 or 1", SystemAttributes::flag);
    return size instanceof Known<Long>(Long bytes, var origin)
        ? Fact.known(Optional.of(new PeerMemory(bytes, available, published)), origin)
        : Fact.unknown("the tree does not tell how much memory the driver registered");
  }

  private static Optional<Long> bytes(String text) {
    return BYTES.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "0" -> Optional.of(false);
      case "1" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /// Speed and width; `Unknown` and widths no link has tell nothing.
  private Fact<Link> link(String which) {
    String notTold = "the tree does not tell the link";
    if (asleep) {
      return Fact.unknown(notTold);
    }
    Optional<String> speed = attributes.text(which + "_speed").flatMap(SystemAttributes::speed);
    Optional<Integer> width =
        attributes
            .text(which + "_width")
            .flatMap(text -> Attributes.boxed(Attributes.decimal(text), value -> value))
            .filter(lanes -> lanes >= 0 && lanes <= 32);
    return speed.isPresent() && width.isPresent()
        ? Fact.known(new Link(speed.get(), width.get()), attributes.at(which + "_speed"))
        : Fact.unknown(notTold);
  }

  /// `8.0 GT/s PCIe`, of old kernels `8 GT/s`, as lspci has it: `8GT/s`.
  static Optional<String> speed(String text) {
    Matcher matcher = SPEED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String fraction = Optional.ofNullable(matcher.group(2)).orElse("");
    return Optional.of(matcher.group(1) + fraction + "GT/s");
  }
}
