package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A path of element names, looked up in the bytes of an XML document without building a tree. The
 * first element that fits is meant; namespaces are not looked at.
 */
public record XmlPath(List<String> names) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final int DEPTH_MAX = 100;

  /** Neither document types nor entities: what a stranger's XML declares is not followed. */
  private static final XMLInputFactory XML = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a path such as {@code /notification/kind}. */
  public static Parsed<XmlPath> parse(String text) {
    List<String> names = Stream.of(text.split("/", -1)).skip(1).toList();
    return text.startsWith("/") && names.stream().allMatch(NAME.asMatchPredicate())
        ? new Parsed.Good<>(new XmlPath(names))
        : new Parsed.Bad<>("an XML path reads /root/element: \"" + text + "\" does not");
  }

  /**
   * The text of the first element at this path; null when there is none.
   *
   * <p>What is no UTF-8 never gets to the parser of the JDK, which would write that to the standard
   * error.
   */
  @Nullable String find(byte[] xml) {
    if (!isUtf8(xml)) {
      return null;
    }
    try {
      XMLStreamReader in = XML.createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        return find(in);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      return null; // no XML up to here: the fact is not there
    } catch (RuntimeException e) {
      return null; // the parser looked for the text of an error, which it does not have
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private @Nullable String find(XMLStreamReader in) throws XMLStreamException {
    int depth = 0;
    int matched = 0;
    while (in.hasNext() && depth < DEPTH_MAX) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        boolean onPath = matched == depth && in.getLocalName().equals(names.get(matched));
        depth++;
        matched += onPath ? 1 : 0;
        if (matched == names.size()) {
          return in.getElementText();
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        matched = Math.min(matched, depth);
      }
    }
    return null;
  }
}
