package livekit.routes.twirp;

import java.io.IOException;
import java.util.Locale;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Takes 200 to a request in protobuf for an answer only where it is in protobuf too, as Twirp's is
 * (wire protocol, version 7). In protobuf no byte at all is an empty list: a proxy that answers 200
 * with nothing, or a connection that ends, would say that no room exists.
 */
final class SameMediaType implements ExecChainHandler {
  private static final String PROTOBUF = "application/protobuf";

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse answer = chain.proceed(request, scope);
    if (answer.getCode() == HttpStatus.SC_OK
        && isProtobuf(request)
        && !(isProtobuf(answer.getFirstHeader(HttpHeaders.CONTENT_TYPE), null)
            && hasEnd(answer.getEntity()))) {
      throw new LiveKitFailedException("LiveKit's answer is not one in protobuf, with a length");
    }
    return answer;
  }

  /**
   * Else it ends where its connection does, and a list that was cut between two rooms looks whole.
   */
  private static boolean hasEnd(HttpEntity body) {
    return body != null && (body.getContentLength() >= 0 || body.isChunked());
  }

  static boolean isProtobuf(ClassicHttpRequest request) {
    return isProtobuf(request.getFirstHeader(HttpHeaders.CONTENT_TYPE), request.getEntity());
  }

  /** The type is a header once the request is on its way, and before that one of its body. */
  private static boolean isProtobuf(Header header, EntityDetails body) {
    String type = body == null ? null : body.getContentType();
    if (header != null) {
      type = header.getValue();
    }
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(PROTOBUF);
  }
}
