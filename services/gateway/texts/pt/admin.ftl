# Páginas dos administradores: entrar com um app autenticador, a visão geral e o que aconteceu.

admin-sign-in-title = Entre como administrador
admin-sign-in-lead = Depois da senha, pedimos o código do seu app autenticador.
admin-sign-in-hint = Só administradores com um app autenticador podem entrar aqui.

second-factor-title = Digite o código do seu app
second-factor-lead = Abra seu app autenticador. Ele mostra seis algarismos para { $house }, que mudam a cada 30 segundos.
second-factor-lost = Perdeu o app? Quem mantém este serviço pode lhe dar um novo.
second-factor-over = Demorou demais. Entre de novo.
second-factor-spent = Códigos errados demais. Entre de novo.
second-factor-empty = Digite os seis algarismos do seu app
second-factor-malformed = O código tem seis algarismos

admin-pages = Páginas dos administradores
admin-pages-of-list = Mais linhas
admin-overview-title = Visão geral
admin-resets-title = Redefinições
admin-deliveries-title = Entregas
admin-dead-letters-title = Não entregues

admin-overview-question = As pessoas podem recuperar o acesso, e conseguiram?
admin-overview-lead = sessão de { $user }
admin-since = Desde <m></m>
admin-started = Iniciadas
admin-started-meaning = redefinições nas últimas 24 horas
admin-completed = Com nova senha
admin-completed-meaning = das que foram iniciadas
admin-stopped = Interrompidas
admin-stopped-meaning = terminaram sem nova senha
admin-no-resets = Nenhuma redefinição nas últimas 24 horas.
admin-under-way = { $count ->
    [0] Ninguém está no meio de uma redefinição agora.
    [one] { $count } pessoa está no meio de uma redefinição agora.
   *[other] { $count } pessoas estão no meio de uma redefinição agora.
}
admin-see-resets = Ver todas as redefinições
admin-reasons-title = { $count ->
    [0] Por que redefinições foram interrompidas
    [one] Por que { $count } redefinição foi interrompida
   *[other] Por que { $count } redefinições foram interrompidas
}
admin-reasons-lead = A última coisa que as pessoas viram.
admin-no-reasons = Nenhuma foi interrompida.
admin-messages-title = Mensagens
admin-messages-lead = “Enviada” significa que um provedor assumiu o envio.
admin-no-messages = Nenhuma mensagem ainda.
admin-care-title = Vale a pena olhar
admin-nothing-waits = Nenhuma mensagem em espera.
admin-oldest-waits = A mensagem mais antiga espera há { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] Nenhuma mensagem foi abandonada nas últimas 24 horas.
    [one] { $count } mensagem foi abandonada nas últimas 24 horas.
   *[other] { $count } mensagens foram abandonadas nas últimas 24 horas.
}
admin-see-dead-letters = Ver as não entregues

admin-resets-lead = As mais recentes primeiro. Uma redefinição é guardada por um dia depois de terminar.
admin-deliveries-lead = As mais recentes primeiro, guardadas por 30 dias. Mostramos quem recebe uma mensagem, nunca o contato.
admin-dead-letters-lead = Mensagens abandonadas, as mais recentes primeiro, guardadas por 90 dias. O conteúdo continua lacrado.
admin-show = Mostrar
admin-all = Todos
admin-older = Mais antigas
admin-newest = Mais recentes
admin-nothing-found = Nada corresponde ao que você pediu.
admin-no-dead-letters = Nenhuma mensagem foi abandonada.
admin-nobody = Usuário desconhecido
admin-nobody-hint = Usuário desconhecido: o ID de usuário digitado é desconhecido, não está habilitado ou não está cadastrado. Ele não é guardado.
admin-help-desk = Suporte
admin-proofs = { $passed } de { $required }

admin-head-person = Quem
admin-head-status = Situação
admin-head-reason = Por que foi interrompida
admin-head-proofs = Provas dadas
admin-head-started = Início
admin-head-touched = Última etapa
admin-head-channel = Canal
admin-head-state = Estado
admin-head-count = Quantidade
admin-head-share = Parcela
admin-head-message = Mensagem
admin-head-provider = Provedor
admin-head-asked = Pedida em
admin-head-updated = Última alteração
admin-head-because = Por quê
admin-head-attempt = Tentativa
admin-head-buried = Abandonada em
admin-head-expires = Útil até

admin-status-proving = Em andamento
admin-status-changing = Alterando a senha
admin-status-completed = Nova senha definida
admin-status-closed = Interrompida

admin-reason-cancelled = Cancelada
admin-reason-expired = O tempo acabou
admin-reason-too-many-attempts = Tentativas demais
admin-reason-superseded = A senha ou os contatos mudaram nesse meio-tempo
admin-reason-not-enabled = Não habilitada
admin-reason-not-registered = Não cadastrada
admin-reason-frozen = Redefinições suspensas

admin-channel-email = E-mail
admin-channel-sms = SMS
admin-channel-voice = Ligação

admin-state-due = Em espera
admin-state-attempting = Sendo enviada
admin-state-sent = Enviada
admin-state-delivered = Entregue
admin-state-refused = Recusada
admin-state-ambiguous = Em dúvida
admin-state-expired = Chegou tarde demais

admin-purpose-reset-code = Código para redefinição
admin-purpose-registration-code = Código para cadastro
admin-purpose-password-changed = Senha alterada
admin-purpose-method-added = Forma adicionada
admin-purpose-method-removed = Forma removida
admin-purpose-help-digest = Pedidos de ajuda

admin-kind-notice-email = E-mail
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Ligação
admin-kind-event-delivery-changed = Notícia de uma entrega
admin-kind-event-call-changed = Notícia de uma ligação
