package io.emistream.producer.gateway;

import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.socket.Protocol;
import io.emistream.producer.gateway.socket.Sockets;
import io.emistream.producer.gateway.socket.Visit;
import java.util.HashMap;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

/** Lets connections in, or turns them away before they are WebSockets: 403 for a foreign web page, 429 when there are too many. */
final class Reception implements WebSocketCreator {
    private static final String BEARER = "Bearer ";

    private final Protocol protocol;
    private final Origins origins;
    private final Sockets sockets;

    Reception(Protocol protocol, Origins origins, Sockets sockets) {
        this.protocol = protocol;
        this.origins = origins;
        this.sockets = sockets;
    }

    @Override
    public @Nullable Object createWebSocket(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        var address = Request.getRemoteAddr(request);
        var origin = Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN));
        var host = Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST));
        if (!origins.allow(origin, host)) {
            Response.writeError(request, response, callback, 403, "origin is not allowed; see --origin");
            return null;
        }
        if (!sockets.hasRoom(address)) {
            Response.writeError(request, response, callback, 429, "too many connections; try again later");
            return null;
        }
        return sockets.accept(visit(request, address), protocol);
    }

    private static Visit visit(Request request, String address) {
        var query = new HashMap<String, String>();
        for (var field : Request.extractQueryParameters(request)) query.putIfAbsent(field.getName(), field.getValue());
        var bearer = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
        return new Visit(address, query, bearer);
    }
}
