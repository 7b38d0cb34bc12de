package io.peerscope.app.inspector.page;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Targets;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.SetLink;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;

/// What a function is, its link, and what the operating system says of it.
record FunctionFields(Platform platform, PciFunction function) {

  private static final int DWORD = 4;

  List<Field> identity() {
    var address = function.address();
    var fields = new ArrayList<Field>();
    fields.add(name());
    fields.add(
        Field.of("id", function.id(), VendorDevice::toString)
            .at(0, DWORD)
            .settable(
                function.id(),
                VendorDevice::toString,
                "15b3:101d",
                RegisterWords::ids,
                id -> new FunctionEdit.SetId(address, id)));
    fields.add(
        Field.of("class", function.classCode(), code -> code + " " + className())
            .at(9, 3)
            .settable(
                function.classCode(),
                ClassCode::toString,
                "0302, or 010802",
                RegisterWords::classCode,
                code -> new FunctionEdit.SetClass(address, code)));
    fields.add(Field.of("parent", parent()));
    fields.add(Field.of("origin", function.position().toString()));
    return fields;
  }

  private Field name() {
    String name = function.name();
    return Field.of("name", name.isEmpty() ? "none given" : name)
        .takes(
            new Input.Text(
                name,
                "vendor and device in words",
                text ->
                    new Input.Proposal.Change(
                        new FunctionEdit.Rename(function.address(), text.strip()))));
  }

  private String className() {
    return function.className().isEmpty()
        ? FunctionWords.shortKind(function)
        : function.className();
  }

  private String parent() {
    return switch (platform.topology().parentOf(function.address())) {
      case Parent.RootBus(var bus) -> "host bridge " + bus;
      case Parent.Below(var bridge) -> Targets.shortest(bridge);
      case Parent.Untold(String why, _) -> "unknown: " + why;
    };
  }

  List<Field> link() {
    return function
        .capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(found -> found)
        .map(this::link)
        .orElse(List.of());
  }

  private List<Field> link(PciExpress express) {
    var address = function.address();
    return List.of(
        Field.of("now", express.current(), link -> link + downgrade(express, link))
            .at(express.offset() + 0x12, 2)
            .settable(
                express.current(),
                FunctionFields::write,
                RegisterWords.LINK_HINT,
                RegisterWords::link,
                now -> new SetLink(address, express.maximum(), now)),
        Field.of("at most", express.maximum(), Link::toString)
            .at(express.offset() + 0x0c, DWORD)
            .settable(
                express.maximum(),
                FunctionFields::write,
                RegisterWords.LINK_HINT,
                RegisterWords::link,
                most -> new SetLink(address, most, express.current())));
  }

  /// A link register that holds no link is not written like one.
  private static String write(Link link) {
    return link.gigatransfers() == 0 ? "" : link.toString();
  }

  private static String downgrade(PciExpress express, Link now) {
    return express
        .maximum()
        .ifKnown()
        .filter(most -> most.width() > now.width() || most.gigatransfers() > now.gigatransfers())
        .map(_ -> " (downgraded)")
        .orElse("");
  }

  List<Field> system() {
    SystemFacts system = function.system();
    var address = function.address();
    var fields = new ArrayList<Field>();
    fields.add(
        Field.of("driver", system.driver(), it -> it)
            .settable(
                system.driver(),
                it -> it,
                "nvme",
                text ->
                    text.isBlank()
                        ? new Parsed.Wrong<>("a driver has a name; ? says that it is unknown")
                        : new Parsed.Value<>(text.strip()),
                driver -> new FunctionEdit.SetDriver(address, driver)));
    fields.add(
        Field.of("IOMMU group", system.iommuGroup(), String::valueOf)
            .settable(
                system.iommuGroup(),
                String::valueOf,
                "31",
                text -> NumberWords.count(text, "an IOMMU group"),
                group -> new FunctionEdit.SetIommuGroup(address, group)));
    fields.add(
        Field.of("NUMA node", system.numaNode(), String::valueOf)
            .settable(
                system.numaNode(),
                String::valueOf,
                "0",
                text -> NumberWords.count(text, "a NUMA node"),
                node -> new FunctionEdit.SetNumaNode(address, node)));
    fields.add(
        Field.of("DMA mask", system.dmaMask(), SystemWords::spellMask)
            .settable(
                system.dmaMask(),
                SystemWords::spellMask,
                "64 bits",
                SystemWords::dmaMask,
                mask -> new FunctionEdit.SetDmaMask(address, mask)));
    fields.add(
        Field.of("peer memory", system.peerMemory(), SystemWords::spell)
            .settable(
                system.peerMemory(),
                SystemWords::spell,
                SystemWords.MEMORY_HINT,
                SystemWords::peerMemory,
                memory -> new FunctionEdit.SetPeerMemory(address, memory)));
    system
        .power()
        .ifKnown()
        .ifPresent(_ -> fields.add(Field.of("power", system.power(), Object::toString)));
    system.slot().ifKnown().ifPresent(_ -> fields.add(Field.of("slot", system.slot(), it -> it)));
    return fields;
  }
}
