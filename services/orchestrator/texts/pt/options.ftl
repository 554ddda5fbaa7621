# O que diz a lista de escolha de um cliente da API.
option-email-alternate = Receber código no meu e-mail alternativo
option-email-authentication = Receber código no meu e-mail alternativo
option-sms-mobile = Receber SMS no meu celular
option-sms-authentication = Receber SMS no meu celular
option-voice-mobile = Receber ligação no meu celular
option-voice-authentication = Receber ligação no meu celular
option-voice-office = Receber ligação no meu telefone do trabalho
option-questions = Responder às minhas perguntas de segurança
option-authenticator-app = Digitar um código do meu app autenticador
option-passkey = Usar minha chave de acesso
option-recovery-code = Digitar um código de recuperação

rule-min-length = Pelo menos { $limit } caracteres
rule-max-length = No máximo { $limit } caracteres
rule-classes = Pelo menos { $limit } destes tipos: letras minúsculas, letras maiúsculas, números, símbolos
rule-not-user-id = Não contém seu ID de usuário nem seu nome
rule-not-banned = Não se baseia no nome da sua organização nem em outras palavras conhecidas
rule-not-breached = Não está entre as senhas mais usadas
