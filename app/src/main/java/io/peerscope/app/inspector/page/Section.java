package io.peerscope.app.inspector.page;

import java.util.List;

/// Fields under a heading.
///
/// @param actions what can be done beside the heading
public record Section(String heading, List<Field> fields, List<FieldAction> actions) {

  public Section {
    fields = List.copyOf(fields);
    actions = List.copyOf(actions);
  }

  public Section(String heading, List<Field> fields) {
    this(heading, fields, List.of());
  }

  Section readOnly() {
    return new Section(
        heading,
        fields.stream().filter(field -> !field.isInvitation()).map(Field::readOnly).toList());
  }

  boolean isEmpty() {
    return fields.isEmpty() && actions.isEmpty();
  }
}
