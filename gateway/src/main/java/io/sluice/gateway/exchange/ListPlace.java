package io.sluice.gateway.exchange;

import java.util.List;
import java.util.Optional;

/**
 * Where the list of a batch stands, written {@code /json/pointer} for a list in a JSON body and
 * {@code form:name}, or {@code form:name#/json/pointer}, for one in the JSON of a form's field.
 *
 * @param field the field of a form that holds the JSON; if there is none, it is the body
 * @param pointer where in this JSON the list is
 */
public record ListPlace(Optional<String> field, BodyPointer pointer) {

  private static final String FIELD = "form:";

  /** Reads a place as it is written in a configuration. */
  public static Parsed<ListPlace> parse(String text) {
    if (!text.startsWith(FIELD)) {
      return BodyPointer.parse(text).map(pointer -> new ListPlace(Optional.empty(), pointer));
    }
    int inside = text.indexOf("#/");
    String field = text.substring(FIELD.length(), inside < 0 ? text.length() : inside);
    return field.isEmpty()
        ? new Parsed.Bad<>("the name after the colon is missing, as in form:events")
        : BodyPointer.parse(inside < 0 ? "" : text.substring(inside + 1))
            .map(pointer -> new ListPlace(Optional.of(field), pointer));
  }

  /** The place as seen from an element of this list, where it is in one. */
  public Optional<Selector> within(Selector place) {
    return switch (place) {
      case Selector.Body(BodyPointer whole) when field.isEmpty() ->
          whole.within(pointer).map(Selector.Body::new);
      case Selector.Inside(Selector.Form(String name), List<TextStep> steps)
          when field.equals(Optional.of(name)) ->
          within(steps);
      case Selector.Inside(Selector outer, List<TextStep> steps) ->
          within(outer).map(moved -> new Selector.Inside(moved, steps));
      case Selector.Body _, Selector.Form _, Selector.Multipart _ -> Optional.empty();
      case Selector.Xml _, Selector.MemberBesides _ -> Optional.empty();
      case Selector.Header _, Selector.Query _, Selector.PathSegment _ -> Optional.empty();
    };
  }

  private Optional<Selector> within(List<TextStep> steps) {
    if (!(steps.getFirst() instanceof TextStep.Json(BodyPointer whole))) {
      return Optional.empty();
    }
    List<TextStep> further = steps.subList(1, steps.size());
    return whole
        .within(pointer)
        .map(Selector.Body::new)
        .map(member -> further.isEmpty() ? member : new Selector.Inside(member, further));
  }

  /** As it is written. */
  @Override
  public String toString() {
    String path = pointer.segments().isEmpty() ? "" : "/" + pointer.text();
    return field.map(name -> FIELD + name + (path.isEmpty() ? "" : "#")).orElse("") + path;
  }
}
