package io.peerscope.app.inspector.page;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.edit.SetAcsSupport;
import io.peerscope.engine.edit.SetCapabilities;
import io.peerscope.engine.edit.SetVirtualFunctions;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Both capability lists of a function, and what can be put in or taken out.
record CapabilityFields(PciFunction function) {

  private static final int DWORD = 4;

  /// What ports and what functions of a device can have (PCIe 6.12.1.1, 6.12.1.2).
  private static final int ALL_OF_A_PORT = 0x5f;

  private static final int ALL_OF_A_FUNCTION = 0x4c;
  private static final int FIRST_TOTAL_VFS = 8;

  Section section() {
    return new Section("CAPABILITIES", fields(), additions());
  }

  private List<Field> fields() {
    var fields = new ArrayList<Field>();
    virtualFunctions().ifPresent(fields::add);
    function.capabilities().all().forEach(it -> fields.add(capability(it)));
    function
        .capabilities()
        .standardMissing()
        .ifPresent(why -> fields.add(missing("below 0x100", why)));
    function
        .capabilities()
        .extendedMissing()
        .ifPresent(why -> fields.add(missing("from 0x100", why)));
    return fields;
  }

  private Optional<Field> virtualFunctions() {
    return find(SingleRootIov.class)
        .map(iov ->
            Field.of("VFs", iov.numVfs(), count -> count + most(iov))
                .at(iov.offset() + 0x10, 2)
                .takes(
                    new Input.Text(
                        iov.numVfs().ifKnown().map(String::valueOf).orElse(""),
                        "a number" + most(iov),
                        text ->
                            NumberWords.count(text, "the number of virtual functions")
                                .toProposal(
                                    count -> new SetVirtualFunctions(function.address(), count)))));
  }

  private static String most(SingleRootIov iov) {
    return iov.totalVfs().ifKnown().map(total -> " of at most " + total).orElse("");
  }

  private static Field missing(String where, String why) {
    return Field.of(where, Fact.unknown(why), _ -> "");
  }

  private Field capability(Capability capability) {
    String title =
        switch (capability) {
          case PciExpress express ->
              "PCI Express " + express.type().map(type -> type.label()).orElse("");
          case AccessControlServices _ -> "Access Control Services";
          case SingleRootIov iov ->
              "SR-IOV, " + iov.numVfs().ifKnown().map(String::valueOf).orElse("?") + " VFs";
          case AlternativeRoutingId _ -> "Alternative Routing-ID Interpretation (ARI)";
          case UnknownCapability unknown -> titleOf(unknown);
        };
    int header = capability.offset() < ConfigSpace.CONVENTIONAL_SIZE ? 2 : DWORD;
    Field field =
        Field.of("%03x".formatted(capability.offset()), title)
            .at(capability.offset(), lengthOf(capability, header));
    return isRemovable(capability) ? field.and(removal(capability, title)) : field;
  }

  private static boolean isRemovable(Capability capability) {
    return switch (capability) {
      case AccessControlServices _, AlternativeRoutingId _ -> true;
      case SingleRootIov iov -> iov.numVfs().ifKnown().filter(count -> count != 0).isEmpty();
      case PciExpress _, UnknownCapability _ -> false;
    };
  }

  private FieldAction removal(Capability capability, String title) {
    return new FieldAction(
        "remove",
        "Take %s away; bytes that show it are no longer told".formatted(title),
        SetCapabilities.removing(function, capability));
  }

  private List<FieldAction> additions() {
    var actions = new ArrayList<FieldAction>();
    boolean express = find(PciExpress.class).isPresent();
    if (find(AccessControlServices.class).isEmpty() && mayHaveAcs()) {
      int word = function.kind().isBridge() ? ALL_OF_A_PORT : ALL_OF_A_FUNCTION;
      actions.add(
          new FieldAction(
              "+ ACS",
              "Add Access Control Services: " + RegisterWords.spellAcs(word),
              new SetAcsSupport(
                  function.address(), Fact.known(Optional.of(word), new EditedByHand()))));
    }
    if (express && !function.kind().isBridge() && find(AlternativeRoutingId.class).isEmpty()) {
      actions.add(
          new FieldAction(
              "+ ARI",
              "Add Alternative Routing-ID Interpretation",
              SetCapabilities.adding(
                  function,
                  offset -> AlternativeRoutingId.of(offset, Fact.known(0, new EditedByHand())))));
    }
    if (express && mayHaveVirtualFunctions() && find(SingleRootIov.class).isEmpty()) {
      actions.add(
          new FieldAction(
              "+ SR-IOV",
              "Add SR-IOV with up to %d virtual functions".formatted(FIRST_TOTAL_VFS),
              SetCapabilities.adding(function, CapabilityFields::singleRootIov)));
    }
    return actions;
  }

  private static SingleRootIov singleRootIov(int offset) {
    return new SingleRootIov(
        offset,
        Fact.known(FIRST_TOTAL_VFS, new EditedByHand()),
        Fact.known(0, new EditedByHand()),
        Fact.known(1, new EditedByHand()),
        Fact.known(1, new EditedByHand()),
        Fact.unknown("you did not say what its virtual functions are"));
  }

  private boolean mayHaveAcs() {
    return switch (function.kind()) {
      case ROOT_PORT, DOWNSTREAM_PORT, ENDPOINT, LEGACY_ENDPOINT, RC_INTEGRATED_ENDPOINT -> true;
      default -> false;
    };
  }

  private boolean mayHaveVirtualFunctions() {
    return function.kind() == FunctionKind.ENDPOINT;
  }

  private <C extends Capability> Optional<C> find(Class<C> kind) {
    return function.capabilities().all().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static String titleOf(UnknownCapability unknown) {
    if (!unknown.title().isEmpty()) {
      return unknown.title();
    }
    return unknown.id().isPresent()
        ? "capability id %02x".formatted(unknown.id().getAsInt())
        : "capability";
  }

  private static int lengthOf(Capability capability, int header) {
    return capability instanceof UnknownCapability unknown
        ? Math.max(header, unknown.bytes().length())
        : header;
  }

  /// What the ACS words can and do, as two fields.
  List<Field> acsWords() {
    return find(AccessControlServices.class)
        .map(acs -> new AcsWords(function.address(), acs).fields())
        .orElse(List.of());
  }

  static boolean lacks(AccessControlServices acs, AcsControl bit) {
    return acs.supported().ifKnown().filter(word -> !bit.isSetIn(word)).isPresent();
  }
}
